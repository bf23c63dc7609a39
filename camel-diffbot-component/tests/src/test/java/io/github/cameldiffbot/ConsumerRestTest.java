/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Changes during a suspension are delivered after it; earlier events are not delivered again")
@FaultCase("R4")
class ConsumerRestTest extends DiffbotTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "stop", "suspend", "context" })
    @DisplayName("A stop or suspension loses and repeats no event")
    void losesAndRepeatsNothing(String rest) throws Exception {
        onGet("/bulk", json(WireJob.list(WireJob.bulk("a").status(9), WireJob.bulk("b").status(7))));
        MockEndpoint events = events("diffbot:bulk?startFrom=earliest");
        events.expectedMessageCount(1);
        events.assertIsSatisfied();

        switch (rest) {
            case "stop" -> context.getRouteController().stopRoute("events");
            case "suspend" -> context.getRouteController().suspendRoute("events");
            default -> context.suspend();
        }
        onGet("/bulk", json(WireJob.list(WireJob.bulk("a").status(9), WireJob.bulk("b").status(9))));
        events.reset();
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);
        switch (rest) {
            case "stop" -> context.getRouteController().startRoute("events");
            case "suspend" -> context.getRouteController().resumeRoute("events");
            default -> context.resume();
        }

        events.assertIsSatisfied();
        assertThat(job(events.getExchanges().get(0)).getName()).isEqualTo("b");
    }

    @Test
    @DisplayName("A stop keeps the states of jobs that the next poll is compared with")
    void theBaselineStaysOverAStop() throws Exception {
        onGet("/bulk?name=b", json(WireJob.bulk("b").status(7).response()));
        MockEndpoint events = events("diffbot:bulk/b");
        await().until(() -> requests().size() > 1);
        events.expectedMessageCount(1);

        context.getRouteController().stopRoute("events");
        onGet("/bulk?name=b", json(WireJob.bulk("b").status(9).response()));
        context.getRouteController().startRoute("events");

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("A stopped consumer does not poll")
    void noPollsWhileItRests() throws Exception {
        onGet("/bulk?name=b", json(WireJob.bulk("b").status(7).response()));
        events("diffbot:bulk/b");
        // of another token, whose polls are not shared
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/b?token=another")).to("mock:others");
            }
        });
        await().until(() -> requests().size() > 1);

        context.getRouteController().stopRoute("events");
        // the poll that the stop aborts may still arrive
        DIFFBOT.resetRequests();
        await().until(() -> requests().size() > 4);
        DIFFBOT.resetRequests();

        await().until(() -> requests().size() > 4);
        assertThat(requests()).allMatch(request -> request.contains("token=another"));
    }
}
