/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("pollEnrich takes events into another route")
class PollEnrichTest extends DiffbotTestSupport {

    private static final String POLL = "diffbot:bulk/shop?startFrom=earliest";

    private final AtomicInteger events = new AtomicInteger();

    @Test
    @DisplayName("pollEnrich takes an event into another route")
    void takesAnEventIntoAnotherRoute() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(POLL, 30_000);
            }
        });

        assertThat(job(call("direct:in", "x")).getName()).isEqualTo("shop");
    }

    @Test
    @DisplayName("Records that pollEnrich takes can be read in the other route")
    void takesRecordsThatCanStillBeRead() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(POLL + "&fetch=data", 30_000).split(body()).streaming().to("mock:split");
            }
        });
        getMockEndpoint("mock:split").expectedMessageCount(3);

        assertThat(call("direct:in", "x").getException()).isNull();
        getMockEndpoint("mock:split").assertIsSatisfied();
    }

    @Test
    @DisplayName("An event that pollEnrich takes is handled once the other route succeeds")
    void theEventIsHandledWhenTheOtherRouteIs() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(POLL + "&delay=100", 1_000).process(exchange -> {
                    if (exchange.getMessage().getBody() != null && events.incrementAndGet() == 1) {
                        throw new IllegalStateException("The route cannot");
                    }
                });
            }
        });

        Exchange first = take(1);
        Exchange second = take(2);
        Exchange third = call("direct:in", "x");

        assertThat(first.getException()).hasMessage("The route cannot");
        assertThat(job(second)).isInstanceOf(Job.class);
        assertThat(third.getMessage().getBody()).as("nothing is left").isNull();
    }

    @Test
    @DisplayName("A failed poll of pollEnrich is logged without a route")
    void failedPoll() throws Exception {
        onGet("/bulk?name=shop", json("{\"error\":\"Your token is wrong\"}").withStatus(401));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(POLL + "&delay=100", 30_000);
            }
        });
        try (LoggedLines log = new LoggedLines()) {
            template.asyncSend("direct:in", exchange -> {
            });

            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("Polling fails in")));

            assertThat(log.lines()).filteredOn(line -> line.contains("Polling fails in")).singleElement().asString()
                    .contains("Polling fails in pollEnrich (diffbot://bulk/shop");
        }
    }

    /**
     * Runs the route until it has received an event, which may take several timeouts of pollEnrich on a busy machine.
     */
    private Exchange take(int event) {
        return await().until(() -> call("direct:in", "x"), exchange -> events.get() == event);
    }
}
