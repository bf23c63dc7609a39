/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Consumers with greedy or sendEmptyMessageWhenIdle depend on the number of events of a poll")
class ConsumerGreedyTest extends DiffbotTestSupport {

    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void countPolls() {
        context.getRegistry().bind("counted", new CountedPolls());
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:fail", "seda:fail" })
    @DisplayName("A failed event is delivered again at the next tick, not immediately")
    void failedEventIsNotPolled(String to) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&greedy=true&pollStrategy=#counted")).to(to);
                from(to).process(exchange -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("The route cannot");
                });
            }
        });
        await().until(() -> ticks.get() > 4 && runs.get() > 1);

        assertThat(runs.get()).isLessThanOrEqualTo(ticks.get());
        assertThat(polls.get()).isLessThanOrEqualTo(2 * ticks.get());
    }

    @Test
    @DisplayName("A poll with a failed event is not idle")
    void failedEventIsNotIdle() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&sendEmptyMessageWhenIdle=true")).process(exchange -> {
                    if (exchange.getMessage().getBody() == null) {
                        polls.incrementAndGet();
                    } else if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException("The route cannot");
                    } else {
                        ticks.set(polls.get());
                    }
                });
            }
        });
        await().until(() -> polls.get() > 0);

        assertThat(runs).hasValue(3);
        assertThat(ticks).as("empty messages before the event was handled").hasValue(0);
    }

    /** Counts polls, and the polls that were the first of a tick. */
    private final class CountedPolls implements PollingConsumerPollStrategy {

        private int polledBefore;

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            polls.incrementAndGet();
            if (polledBefore == 0) {
                ticks.incrementAndGet();
            }
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
            polledBefore = polledMessages;
        }

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            polledBefore = 0;
            return false;
        }
    }
}
