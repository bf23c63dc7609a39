/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Diffbot can say that a job is over before it says since when. Who has seen the one and who sees the other must know
 * the same end.
 */
class AnEndWhoseTimeComesLateIsToldOnceTest extends DiffbotTestSupport {

    private static final WireJob OVER = WireJob.bulk("shop").status(9).with("pageCrawlAttempts", 30);

    @Test
    void alsoByAnotherNode() throws Exception {
        context.getRegistry().bind("handled", new MemoryIdempotentRepository());
        onGet("/bulk?name=shop", json(OVER.with("jobCompletionTimeUTC", 0).answer()));
        MockEndpoint events = events("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#handled");
        events.expectedMessageCount(1);
        events.assertIsSatisfied();
        // forgets what it has seen, as another node that never saw it
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        onGet("/bulk?name=shop", json(OVER.with("jobCompletionTimeUTC", 1770000500).answer()));

        events("diffbot:bulk/shop?startFrom=earliest&idempotentRepository=#handled&backoffErrorThreshold=3"
               + "&backoffMultiplier=1");
        int before = requests().size();
        await().until(() -> requests().size() > before + 3);

        assertThat(events.getReceivedCounter()).isOne();
    }
}
