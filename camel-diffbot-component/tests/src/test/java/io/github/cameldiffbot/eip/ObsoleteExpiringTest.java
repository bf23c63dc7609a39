/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The event expiring is dropped once its end is handled")
class ObsoleteExpiringTest extends EventTestSupport {

    private static final Map<String, String> OTHER = Map.of("shop", "books", "books", "shop");

    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final List<String> warned = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("The event expiring is not routed if its end is handled while the route handles the events before it")
    void handledMeanwhile() throws Exception {
        for (String job : OTHER.keySet()) {
            diffbot.show(job, "\"jobStatus\":{\"status\":9},\"jobCreationTimeUTC\":1770000000,"
                              + "\"jobCompletionTimeUTC\":1770000100,\"currentTimeUTC\":1770700000");
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("diffbot:bulk?events=completion,expiring" + FAST).routeId("events")
                        .choice().when(header(DiffbotConstants.EVENT).isEqualTo("expiring")).process(this::warn)
                        .otherwise().process(this::failOnce).to("seda:store");
                from("seda:store?concurrentConsumers=2")
                        .process(exchange -> await().until(() -> stored.contains(job(exchange))))
                        .to("mock:stored");
            }

            private void failOnce(Exchange exchange) {
                if (failed.add(job(exchange))) {
                    throw new IllegalStateException("The store is full");
                }
            }

            // of two that were claimed together, the first lets the other end be handled
            private void warn(Exchange exchange) {
                warned.add(job(exchange));
                int waiting = polling().getWaitingEvents();
                stored.add(OTHER.get(job(exchange)));
                await().until(() -> polling().getWaitingEvents() < waiting);
            }
        });

        await().until(() -> getMockEndpoint("mock:stored").getReceivedCounter() == 1);
        await().until(() -> polling().getWaitingEvents() == 1);
        assertThat(warned).hasSize(1);
        stored.addAll(warned);
        await().until(() -> polling().getWaitingEvents() == 0);
        assertThat(warned).hasSize(1);
    }

    private DiffbotConsumer polling() {
        return (DiffbotConsumer) context.getRoute("events").getConsumer();
    }

    private static String job(Exchange exchange) {
        return exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
    }
}
