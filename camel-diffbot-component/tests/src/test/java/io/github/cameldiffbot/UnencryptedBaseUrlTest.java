/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A base URL that sends the token without encryption to another host is a warning. No call is made here: the session is
 * created when the endpoint starts.
 */
@DisplayName("A base URL that sends the token unencrypted to another host is a warning")
class UnencryptedBaseUrlTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    @DisplayName("http:// on another host is one WARN, for any number of endpoints and starts")
    void otherHost() {
        List<String> warnings = warnings("HTTP://Diffbot.example:8080/v3");

        assertThat(warnings).singleElement().asString()
                .contains("without encryption", "HTTP://Diffbot.example:8080/v3", "sandbox").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://diffbot.example/v3", "http://localhost:1/v3", "http://diffbot.localhost/v3",
            "http://127.0.0.1:1/v3", "http://127.1.2.3/v3", "http://[::1]:1/v3" })
    @DisplayName("https:// and this host are no WARN")
    void safe(String baseUrl) {
        assertThat(warnings(baseUrl)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://localhost.example/v3", "http://127.0.0.1.example/v3", "http://10.0.0.1/v3" })
    @DisplayName("A host that only looks like this one is a WARN")
    void similar(String baseUrl) {
        assertThat(warnings(baseUrl)).hasSize(1);
    }

    private static List<String> warnings(String baseUrl) {
        try (LoggedLines log = new LoggedLines(); DefaultCamelContext context = new DefaultCamelContext()) {
            DiffbotComponent component = new DiffbotComponent();
            component.getConfiguration().setToken(TOKEN);
            component.getConfiguration().setBaseUrl(baseUrl);
            context.addComponent("diffbot", component);
            context.start();
            for (String job : List.of("one", "two")) {
                context.getEndpoint("diffbot:bulk/" + job, DiffbotEndpoint.class).getSession();
                context.getEndpoint("diffbot:bulk/" + job + "?token=another", DiffbotEndpoint.class).getSession();
            }
            return log.lines().stream().filter(line -> line.contains("WARN") && line.contains("encryption")).toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
