/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The first poll is the starting point or delivers the past")
class FirstPollTest extends LifeCycleSupport {

    @Test
    @DisplayName("With startFrom=latest the first poll is the starting point")
    void isTheStartingPoint() throws Exception {
        start("startFrom", "latest");
        make("bulk", "old");
        awaitStatus("old", 9);
        sandbox().hold();
        make("bulk", "running");
        context.getRouteController().startRoute("events");
        awaitPolls();
        assertThat(eventNames()).isEmpty();
        sandbox().release();
        await().untilAsserted(() -> assertThat(eventNames()).containsExactly("completed"));
        assertThat(events().get(0).getMessage().getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("running");
    }

    @Test
    @DisplayName("With startFrom=earliest past ends are delivered once")
    void deliversThePastOnRequest() throws Exception {
        start("startFrom", "earliest");
        make("bulk", "old");
        awaitStatus("old", 9);
        crawl("rounds", "maxHops=0&repeat=1&maxRounds=3", page("about"));
        sandbox().clock().advance(Duration.ofDays(1));
        context.getRouteController().startRoute("events");
        await().untilAsserted(() -> assertThat(eventNames()).containsExactlyInAnyOrder("completed", "roundCompleted"));
        awaitPolls();
        assertThat(eventNames()).hasSize(2);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job?startFrom={{startFrom}}&delay=50&initialDelay=0").routeId("events")
                        .autoStartup(false).to("mock:events");
            }
        };
    }
}
