/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.TransactedPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A rollback delivers the event again")
@FaultCase("L1")
class ConsumerRollbackTest extends DiffbotTestSupport {

    private static final String FROM = "diffbot:bulk/shop?startFrom=earliest";

    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void oneJobHasEnded() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
    }

    @Test
    @DisplayName("A rollback delivers the event again")
    void bringsTheEventAgain() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(FROM)).choice().when(exchange -> runs.getAndIncrement() < 2).rollback("Not now").end()
                        .to("mock:events");
            }
        });
        oneEventAfter(3);
    }

    @Test
    @DisplayName("An exchange that is marked for rollback only delivers its event again")
    void aMarkedRollbackDeliversTheEventAgain() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(FROM)).choice().when(exchange -> runs.getAndIncrement() < 2).markRollbackOnly().end()
                        .to("mock:events");
            }
        });
        oneEventAfter(3);
    }

    @Test
    @DisplayName("The rollback of a transaction delivers the event again")
    void theRollbackOfATransactionDeliversTheEventAgain() throws Exception {
        AtomicInteger transactions = new AtomicInteger();
        context.getRegistry().bind("PROPAGATION_REQUIRED", new Transactions(transactions));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(FROM)).transacted("PROPAGATION_REQUIRED").process(exchange -> {
                    if (runs.getAndIncrement() < 2) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        oneEventAfter(3);
        assertThat(transactions).hasValue(3);
    }

    @Test
    @DisplayName("Camel's redeliveries come before a second delivery of the event")
    void redeliveriesComeBeforeIt() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1));
                from(fast(FROM)).to("mock:begun").process(exchange -> {
                    if (runs.getAndIncrement() < 2) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        oneEventAfter(3);
        assertThat(getMockEndpoint("mock:begun").getReceivedCounter()).as("exchanges").isEqualTo(1);
    }

    @Test
    @DisplayName("A failure with bridgeErrorHandler delivers the event again")
    void aBridgedFailureBringsTheEventAgainToo() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).to("mock:failed");
                from(fast(FROM + "&bridgeErrorHandler=true")).process(exchange -> {
                    if (runs.getAndIncrement() < 2) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        oneEventAfter(3);
        assertThat(getMockEndpoint("mock:failed").getReceivedCounter()).isGreaterThanOrEqualTo(2);
    }

    private void oneEventAfter(int times) throws InterruptedException {
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        assertThat(runs).hasValue(times);
    }

    /**
     * Counts the transactions without starting any.
     */
    private record Transactions(AtomicInteger count) implements TransactedPolicy {

        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // needs no information about the route
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return exchange -> {
                count.incrementAndGet();
                processor.process(exchange);
            };
        }
    }
}
