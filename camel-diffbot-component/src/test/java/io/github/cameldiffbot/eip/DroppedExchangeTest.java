/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results of an exchange that a queue of seda drops are closed when the exchange is collected as garbage.
 */
class DroppedExchangeTest extends EventTestSupport {

    private static final String QUEUE = "seda:full?size=1&discardWhenFull=true";
    private static final int RECORDS = 100_000;

    @BeforeEach
    void addRoutes() throws Exception {
        diffbot.ended("j1", 3);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:new").to("diffbot:bulk/j1?operation=data&incremental=true").to(QUEUE);
                from("direct:all").to("diffbot:bulk/j1?operation=data").to(QUEUE);
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

    @Test
    @DisplayName("Dropped exchanges return their connections")
    void returnsConnections() throws Exception {
        diffbot.data((job, attempt) -> EventDiffbot.Response.whole(EventDiffbot.records(job, RECORDS)));
        context.getComponent("http", HttpComponent.class).setConnectionRequestTimeout(200);
        fillQueue();

        for (int i = 0; i < 30; i++) {
            await().untilAsserted(() -> {
                System.gc();
                assertThat(send("direct:all")).isNull();
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
}
