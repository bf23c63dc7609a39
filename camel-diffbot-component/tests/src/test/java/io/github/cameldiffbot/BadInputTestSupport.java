/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Checks that invalid input is an error before anything is sent.
 */
abstract class BadInputTestSupport extends DiffbotTestSupport {

    static final String URL = "https://shop.example/1";

    Exchange call(String uri, Map<String, Object> headers, Object body) {
        return callWith(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    void doesNotStart(String uri, String... parts) {
        assertThatThrownBy(() -> call(uri, Map.of(), URL)).satisfies(e -> {
            assertThat(e).hasStackTraceContaining("IllegalArgumentException");
            for (String part : parts) {
                assertThat(e).hasStackTraceContaining(part);
            }
        });
        nothingWasSent();
    }

    static void refused(Exchange exchange, String... parts) {
        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(exchange.getException().getMessage()).contains(parts).doesNotContain(TOKEN);
        nothingWasSent();
    }

    static void nothingWasSent() {
        assertThat(requests()).isEmpty();
    }
}
