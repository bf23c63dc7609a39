/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A failing job delays no other")
@FaultCase("L1")
class FailingJobIsolationTest extends LifeCycleSupport {

    @Test
    @DisplayName("The events of a failing job keep their order")
    void andItsOwnEventsKeepTheirOrder() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Processor handler = exchange -> {
            if (broken.get() && "bad".equals(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME))) {
                throw new IllegalStateException("Cannot handle this");
            }
        };
        start(Map.of("handler", handler));
        make("bulk", "bad");
        make("bulk", "good");
        await().untilAsserted(() -> assertThat(handled("good")).last().isEqualTo("completed"));
        awaitPolls();
        assertThat(handled("bad")).isEmpty();
        // retried repeatedly, and it was always the first one
        assertThat(events()).filteredOn(event -> "bad".equals(event.getMessage().getHeader(DiffbotConstants.JOB_NAME)))
                .hasSizeGreaterThan(1).extracting(event -> event.getMessage().getHeader(DiffbotConstants.EVENT))
                .containsOnly("created");
        assertThat(sandboxJob("bad")).as("not deleted, because its end was not handled").isNotNull();
        await().until(() -> sandboxJob("good") == null);

        broken.set(false);
        await().untilAsserted(() -> assertThat(handled("bad")).startsWith("created").contains("completed"));
        await().until(() -> sandboxJob("bad") == null);
    }

    private List<String> handled(String name) {
        return context.getEndpoint("mock:handled", MockEndpoint.class).getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage())
                .filter(message -> name.equals(message.getHeader(DiffbotConstants.JOB_NAME)))
                .map(message -> message.getHeader(DiffbotConstants.EVENT, String.class)).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?events=created,completed&startFrom=earliest&deleteAfterCompletion=true"
                     + "&delay=50&initialDelay=0")
                        .to("mock:events").process("handler").to("mock:handled");
            }
        };
    }
}
