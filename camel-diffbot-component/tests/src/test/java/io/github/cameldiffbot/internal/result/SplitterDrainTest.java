/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.Closeable;
import java.util.Iterator;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The minimal reproduction of what {@link SplitterGuardIterator} is for. When it fails, Camel has changed, and the
 * guard may not be needed any more.
 */
@DisplayName("Camel's splitter still drains its iterator after a failure")
class SplitterDrainTest {

    private static final int ELEMENTS = 1_000;

    /** Counts what is read; Camel can close it. */
    private static final class Elements implements Iterator<Integer>, Closeable {

        private int read;
        private int readBeforeClose = -1;

        @Override
        public boolean hasNext() {
            return read < ELEMENTS;
        }

        @Override
        public Integer next() {
            return ++read;
        }

        @Override
        public void close() {
            readBeforeClose = read;
        }
    }

    @Test
    @DisplayName("Camel's splitter reads its iterator to the end after it has stopped, and closes it only then")
    void readsToTheEndAfterAStop() throws Exception {
        Elements elements = new Elements();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:split").split(body()).streaming().stopOnException()
                            .throwException(new IllegalStateException("the first element fails"));
                }
            });
            context.start();
            assertThatThrownBy(() -> context.createProducerTemplate().sendBody("direct:split", elements))
                    .isInstanceOf(CamelExecutionException.class);
        }
        assertThat(elements.read).isEqualTo(ELEMENTS);
        assertThat(elements.readBeforeClose).isIn(-1, ELEMENTS);
    }
}
