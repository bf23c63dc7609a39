/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("An event in progress is not delivered again")
class ConsumerInProgressTest extends DiffbotTestSupport {

    private final CountDownLatch proceed = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    @DisplayName("An event that another thread handles is not delivered a second time")
    void anEventInAnotherThreadIsNotClaimedTwice() throws Exception {
        MockEndpoint done = route(false);
        done.expectedMessageCount(1);

        await().until(() -> begun.get() == 1);
        int before = requests().size();
        await().untilAsserted(() -> assertThat(requests().size()).isGreaterThan(before + 3));
        assertThat(begun).hasValue(1);
        proceed.countDown();

        done.setAssertPeriod(250);
        done.assertIsSatisfied();
    }

    @Test
    @DisplayName("An event whose route failed is delivered again, once it is no longer in progress")
    void afterAFailureThereItIsDeliveredAgain() throws Exception {
        MockEndpoint done = route(true);
        done.expectedMessageCount(1);
        proceed.countDown();

        done.assertIsSatisfied();
        assertThat(begun).hasValue(2);
    }

    private MockEndpoint route(boolean failing) throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest")).to("seda:slow");
                from("seda:slow").process(exchange -> {
                    int run = begun.incrementAndGet();
                    proceed.await();
                    if (failing && run == 1) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:done");
            }
        });
        return getMockEndpoint("mock:done");
    }
}
