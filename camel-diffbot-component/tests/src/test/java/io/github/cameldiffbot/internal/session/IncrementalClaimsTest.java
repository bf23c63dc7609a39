/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Data is read incrementally by one exchange at a time")
class IncrementalClaimsTest {

    private final IncrementalClaims claims = new IncrementalClaims();
    private final StateRepository<String, String> repository = new InMemoryCheckpoints();
    private final Exchange reader = exchange();
    private final Exchange other = exchange();

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private Runnable begin(Exchange exchange) {
        return claims.begin(repository, "shop", () -> exchange);
    }

    @Test
    @DisplayName("A second exchange is refused until the read of the first ends, and the error names the data")
    void oneReader() {
        Runnable end = begin(reader);
        assertThatThrownBy(() -> begin(other)).isInstanceOf(IllegalStateException.class).hasMessageContaining("'shop'");

        end.run();

        assertThatCode(() -> begin(other)).doesNotThrowAnyException();
        assertThatThrownBy(() -> begin(reader)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("An exchange that reads again takes its own read over, and the end of the first does not end it")
    void sameExchange() {
        Runnable first = begin(reader);
        Runnable second = begin(reader);

        first.run();
        assertThatThrownBy(() -> begin(other)).isInstanceOf(IllegalStateException.class);
        second.run();

        assertThatCode(() -> begin(other)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("A read whose exchange is gone lasts until its results are closed")
    void goneExchange() {
        AtomicReference<Exchange> current = new AtomicReference<>(reader);
        Runnable end = claims.begin(repository, "shop", current::get);
        current.set(null);

        assertThatThrownBy(() -> begin(reader)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begin(null)).isInstanceOf(IllegalStateException.class);
        end.run();
        assertThatCode(() -> begin(other)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Other data and other repositories are read at the same time")
    void independent() {
        begin(reader);

        assertThatCode(() -> claims.begin(repository, "books", () -> other)).doesNotThrowAnyException();
        assertThatCode(() -> claims.begin(new InMemoryCheckpoints(), "shop", () -> other)).doesNotThrowAnyException();
    }
}
