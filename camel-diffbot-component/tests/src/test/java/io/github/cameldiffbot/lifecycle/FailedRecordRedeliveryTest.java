/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A record that fails brings its event again")
@FaultCase("L1")
class FailedRecordRedeliveryTest extends LifeCycleSupport {

    @Test
    @DisplayName("An event is delivered again until all its records are handled")
    void withTheirEventUntilAllAreHandled() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        Processor store = exchange -> {
            if (exchange.getMessage().getBody(DiffbotRecord.class).getPageUrl().endsWith("/2")
                    && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The store is full");
            }
        };
        start(Map.of("store", store));
        bulk("life", page("notes/1"), page("notes/2"), page("notes/3"));
        await().untilAsserted(() -> assertThat(stored()).filteredOn(url -> url.equals(page("notes/2"))).hasSize(1));
        awaitPolls();
        assertThat(stored()).contains(page("notes/1"), page("notes/2"), page("notes/3"));
        assertThat(context.getEndpoint("mock:events", MockEndpoint.class).getReceivedCounter()).isEqualTo(3);
        assertThat(eventIds()).containsOnly(eventIds().get(0));
        assertThat(eventNames()).containsOnly("completed");
        // delivered three times, succeeded once
        assertThat(events()).extracting(event -> event.getMessage().getHeader(DiffbotConstants.OBJECTS_FOUND))
                .containsOnly(3L);
    }

    private List<String> stored() {
        List<Exchange> exchanges = context.getEndpoint("mock:stored", MockEndpoint.class).getReceivedExchanges();
        return exchanges.stream().map(exchange -> exchange.getMessage().getBody(DiffbotRecord.class).getPageUrl()).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/life?fetch=data&startFrom=earliest&delay=50&initialDelay=0")
                        .to("mock:events")
                        .split(body()).streaming().stopOnException().process("store").to("mock:stored");
            }
        };
    }
}
