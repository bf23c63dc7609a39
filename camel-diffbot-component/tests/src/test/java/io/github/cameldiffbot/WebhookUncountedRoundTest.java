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

/** Diffbot calls before it counts the round. */
@DisplayName("A call at the end of a round delivers that round")
@FaultCase("S13")
class WebhookUncountedRoundTest extends WebhookTestSupport {

    @Test
    @DisplayName("The last round and the end of the job are delivered once to webhook and consumer")
    void theLastRoundIsDeliveredOnce() throws Exception {
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        shopIs(ended(4, 2).with("roundStartTime", 1770000000));
        MockEndpoint events = hooks("&idempotentRepository=#handled");
        events.expectedHeaderValuesReceivedInAnyOrder(DiffbotConstants.EVENT, "roundCompleted", "completed");
        events.expectedMessageCount(2);

        assertTaken(diffbotCalls());

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(exchange -> exchange.getMessage().getHeader(DiffbotConstants.ROUND))
                .containsOnly(3L);
        assertThat(events.getExchanges().get(1).getMessage().getHeader(DiffbotConstants.EVENT_ID)).isEqualTo(ID);
        events.setAssertPeriod(200);

        assertTaken(diffbotCalls());
        shopIs(ended(1, 3).with("roundStartTime", 1770086900));
        assertTaken(diffbotCalls());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:crawl/shop?startFrom=earliest&initialDelay=0&delay=50&idempotentRepository=#handled")
                        .to("mock:events");
            }
        });
        int before = requests().size();
        await().until(() -> requests().size() > before + 2);

        events.assertIsSatisfied();
    }

    private static WireJob ended(int status, int rounds) {
        return shop(status).with("repeat", 1).with("maxRounds", 3).with("roundsCompleted", rounds)
                .with("currentTimeUTC", 1770000500).with("jobCompletionTimeUTC", 1770000500);
    }
}
