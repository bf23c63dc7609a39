/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("An event whose route fails is delivered again")
@FaultCase("L1")
class ConsumerFailedExchangeTest extends DiffbotTestSupport {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    @DisplayName("An event whose route fails is delivered again until it succeeds, and each failure is reported once")
    void comesAgainUntilItSucceeds() throws Exception {
        List<String> reports = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("reports", new Reports(reports));
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest&exceptionHandler=#reports", 2, false);
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        assertThat(runs).hasValue(3);
        assertThat(reports).as("each failure is reported once").hasSize(2);
    }

    @Test
    @DisplayName("An event whose failure the route handles is not delivered again")
    void aFailureThatTheRouteHandlesIsHandled() throws Exception {
        MockEndpoint events = route("diffbot:bulk/shop?startFrom=earliest", 2, true);
        await().until(() -> runs.get() > 0);
        events.expectedMessageCount(0);
        events.setAssertPeriod(400);

        events.assertIsSatisfied();
        assertThat(runs).hasValue(1);
    }

    @Test
    @DisplayName("A failing event delays no event of another job")
    void holdsUpOnlyItsOwnJob() throws Exception {
        inTurn("/bulk", WireJob.list(WireJob.bulk("shop").status(9), WireJob.bulk("b").status(9)));
        MockEndpoint events = getMockEndpoint("mock:events");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk?startFrom=earliest")).process(exchange -> {
                    if (job(exchange).getName().equals("shop") && runs.getAndIncrement() < 2) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        events.expectedMessageCount(2);
        events.message(0).header("CamelDiffbotJobName").isEqualTo("b");
        events.message(1).header("CamelDiffbotJobName").isEqualTo("shop");

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("Later events of a job wait until the failing one succeeds")
    void laterEventsOfTheJobWaitForIt() throws Exception {
        WireJob job = WireJob.crawl("news");
        inTurn("/crawl?name=news", job.response(), job.status(7).response(), job.status(6).response(),
                job.status(9).response());
        MockEndpoint events = getMockEndpoint("mock:events");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:crawl/news?events=all")).process(exchange -> {
                    if (runs.getAndIncrement() < 5) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        events.expectedHeaderValuesReceivedInAnyOrder("CamelDiffbotEvent", "started", "paused", "completed");
        events.message(0).header("CamelDiffbotEvent").isEqualTo("started");
        events.message(1).header("CamelDiffbotEvent").isEqualTo("paused");

        events.assertIsSatisfied();
    }

    private MockEndpoint route(String uri, int failures, boolean handled) throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(handled);
                from(fast(uri)).process(exchange -> {
                    if (runs.getAndIncrement() < failures) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }
}
