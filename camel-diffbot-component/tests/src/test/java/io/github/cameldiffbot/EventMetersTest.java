/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Events are counted by their outcome")
class EventMetersTest extends MetersTestSupport {

    @Test
    @DisplayName("An event that cannot be counted is delivered and handled")
    void meterThatFails() throws Exception {
        refused = id -> id.getName().startsWith("camel.diffbot.events");
        MockEndpoint events = failing(1);
        events.expectedMessageCount(1);
        events.setAssertPeriod(300);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("Each failure of an event is counted")
    void failures() throws Exception {
        MockEndpoint events = failing(2);
        events.expectedMessageCount(1);
        events.assertIsSatisfied();

        await().untilAsserted(
                () -> assertThat(registry.get("camel.diffbot.events").tags("event", "completed", "route", "events").counter()
                        .count()).isEqualTo(3));
        assertThat(registry.get("camel.diffbot.events.failed").tags("event", "completed", "route", "events").counter().count())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("Gauges stay while one of two components runs, and are removed with the last")
    void gaugesOfTwoComponents() throws Exception {
        DiffbotComponent second = new DiffbotComponent();
        second.getConfiguration().setToken(TOKEN);
        second.getConfiguration().setBaseUrl(DIFFBOT.baseUrl() + "/v3");
        context.addComponent("diffbot2", second);
        call("diffbot:bulk/shop?operation=status", "");
        call("diffbot2:bulk/shop?operation=status", "");

        second.stop();
        assertThat(registry.find("camel.diffbot.waits").gauge()).isNotNull();

        component().stop();
        assertThat(registry.find("camel.diffbot.waits").gauge()).isNull();
    }

    @Test
    @DisplayName("The end of a job before the start of the consumer is not late, and one after it is by the time since it")
    void lag() throws Exception {
        inTurn("/bulk?name=shop", endedBefore(3600).response(), endedBefore(1).response());
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(2);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest")).to("mock:events");
            }
        });
        events.assertIsSatisfied();

        await().untilAsserted(() -> assertThat(registry.get("camel.diffbot.events").tag("event", "completed").counter().count())
                .isEqualTo(2));
        assertThat(registry.get("camel.diffbot.detection.lag").timer().count()).isEqualTo(1);
        assertThat(registry.get("camel.diffbot.detection.lag").timer().max(TimeUnit.SECONDS)).isEqualTo(1);
    }

    /**
     * Returns a job that was created and ended this number of seconds ago, by the server's clock.
     */
    private static WireJob endedBefore(long seconds) {
        long now = System.currentTimeMillis() / 1000;
        return WireJob.bulk("shop").status(9).with("currentTimeUTC", now).with("jobCreationTimeUTC", now - seconds)
                .with("jobCompletionTimeUTC", now - seconds);
    }

    private MockEndpoint failing(int failures) throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        AtomicInteger runs = new AtomicInteger();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest")).routeId("events").process(exchange -> {
                    if (runs.getAndIncrement() < failures) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }
}
