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

@DisplayName("A key that cannot be computed delays no other event")
class IdempotentKeyFailureTest extends DiffbotTestSupport {

    @Test
    @DisplayName("A key that cannot be computed delays no other event of the same poll")
    void ofTheSamePoll() throws Exception {
        onGet("/bulk", json(WireJob.list(WireJob.bulk("bad").status(9), WireJob.bulk("good").status(9).with("notifyEmail", "a"),
                WireJob.bulk("fine").status(9).with("notifyEmail", "b"))));
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(
                        "diffbot:bulk/*?startFrom=earliest&idempotentRepository=#handled&idempotentKey=RAW(${body[notifyEmail]})"))
                        .to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");

        await().until(() -> events.getReceivedCounter() == 2);
        await().until(() -> requests().size() > 2);
        assertThat(events.getExchanges()).extracting(event -> event.getMessage().getHeader("CamelDiffbotJobName"))
                .containsExactlyInAnyOrder("good", "fine");
    }
}
