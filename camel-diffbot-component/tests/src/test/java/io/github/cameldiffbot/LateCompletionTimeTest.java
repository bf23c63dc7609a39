/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Diffbot can report that a job has ended before it reports the completion time. Nodes that see one or the other must
 * identify the same end.
 */
@DisplayName("An end is the same with and without its completion time")
class LateCompletionTimeTest extends DiffbotTestSupport {

    private static final WireJob ENDED = WireJob.bulk("shop").status(9).with("pageCrawlAttempts", 30);

    @Test
    @DisplayName("An end without and with its completion time is one event")
    void byWhicheverNodeSeesItFirst() throws Exception {
        context.getRegistry().bind("handled", new MemoryIdempotentRepository());
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        onGet("/bulk?name=shop", json(ENDED.with("jobCompletionTimeUTC", 0).response()));
        node("one");
        events.assertIsSatisfied();
        context.getRouteController().stopRoute("one");
        onGet("/bulk?name=shop", json(ENDED.with("jobCompletionTimeUTC", 1770000500).response()));

        node("two");
        int before = requests().size();
        await().until(() -> requests().size() > before + 3);

        assertThat(events.getReceivedCounter()).isOne();
    }

    /** A node that shares only the repository with the other one. */
    private void node(String id) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#handled")).routeId(id)
                        .to("mock:events");
            }
        });
    }
}
