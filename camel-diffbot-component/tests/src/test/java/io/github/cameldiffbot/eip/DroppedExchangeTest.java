/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import org.apache.camel.ConsumerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Results of an exchange that seda drops are closed when it is collected as garbage")
@Tag("slow")
class DroppedExchangeTest extends EventTestSupport {

    private static final String QUEUE = "seda:full?size=1&discardWhenFull=true";
    private static final int RECORDS = 100_000;
    private static final int CONNECTIONS = 3;

    @BeforeEach
    void addRoutes() throws Exception {
        diffbot.ended("j1", 3);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:new").to("diffbot:bulk/j1?operation=data&incremental=true").to(QUEUE);
                from("direct:all").to("diffbot:bulk/j1?operation=data").to(QUEUE);
                from("direct:raw").to("diffbot:bulk/j1?operation=data&raw=true").to(QUEUE);
                from("direct:stream").streamCache("false").to("diffbot:bulk/j1?operation=data&raw=true").to(QUEUE);
                from("direct:read").to("diffbot:bulk/j1?operation=data&incremental=true").split(body()).streaming()
                        .process(DroppedExchangeTest.this::handle);
            }
        });
    }

    private Exception send(String route) {
        return template.send(route, exchange -> {
        }).getException();
    }

    private void fillQueue() {
        template.sendBody(QUEUE, "full");
    }

    private void readsNewRecords() {
        await().untilAsserted(() -> {
            System.gc();
            assertThat(send("direct:read")).isNull();
        });
        assertThat(handled).hasSize(3);
    }

    @Test
    @DisplayName("New records are read again after a full queue dropped the exchange that read them")
    void readsAgainAfterAFullQueue() throws Exception {
        fillQueue();
        assertThat(send("direct:new")).isNull();

        readsNewRecords();
    }

    @Test
    @DisplayName("New records are read again after the queue with their exchange was purged")
    void readsAgainAfterAPurge() throws Exception {
        assertThat(send("direct:new")).isNull();
        context.getEndpoint(QUEUE, SedaEndpoint.class).purgeQueue();

        readsNewRecords();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:all", "direct:raw", "direct:stream" })
    @DisplayName("Dropped exchanges return their connections")
    void returnsConnections(String route) throws Exception {
        diffbot.data((job, attempt) -> EventDiffbot.Response.whole(EventDiffbot.records(job, RECORDS)));
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setMaxTotalConnections(CONNECTIONS);
        http.setConnectionsPerRoute(CONNECTIONS);
        http.setConnectionRequestTimeout(200);
        fillQueue();

        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            await().untilAsserted(() -> {
                System.gc();
                assertThat(send(route)).isNull();
            });
        }
    }

    @Test
    @DisplayName("Results of an exchange in a queue stay open")
    void keepsQueuedResults() throws Exception {
        assertThat(send("direct:new")).isNull();
        System.gc();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(QUEUE).errorHandler(noErrorHandler()).split(body()).streaming().process(DroppedExchangeTest.this::handle);
            }
        });
        await().untilAsserted(() -> assertThat(handled).hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&raw=true" })
    @DisplayName("A received body can be read after its exchange was collected, while other results are opened")
    void bodyWithoutExchange(String options) throws Exception {
        ConsumerTemplate consumer = context.createConsumerTemplate();
        Object records = bodyWithoutExchange(consumer, "diffbot:bulk/j1?fetch=data" + FAST + options);

        for (int i = 0; i < 5; i++) {
            System.gc();
            assertThat(send("direct:read")).isNull();
        }

        assertThat(context.getTypeConverter().mandatoryConvertTo(String.class, records)).contains("j1-0", "j1-2");
        consumer.stop();
    }

    private static Object bodyWithoutExchange(ConsumerTemplate consumer, String uri) {
        return consumer.receive(uri, 30_000).getMessage().getBody();
    }
}
