/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A claim ends with an exchange that Camel drops, so that its event is not lost")
class EventClaimDroppedTest extends EventClaimTestSupport {

    @Test
    @DisplayName("pollEnrich: events in the queue of a polling consumer that stops are delivered again")
    void pollEnrichThatStops() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").pollEnrich(CONSUMER, 30_000).process(EventClaimDroppedTest.this::note);
            }
        });
        template.sendBody("direct:in", "");
        assertThat(jobs).hasSize(1);

        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
        template.sendBody("direct:in", "");
        template.sendBody("direct:in", "");

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("pollEnrich: events left in a stopped polling consumer go to a consumer with the same repository")
    void anotherConsumer() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").pollEnrich(CONSUMER, 30_000).process(EventClaimDroppedTest.this::note);
                from(CONSUMER + "&maxMessagesPerPoll=5").routeId("other").autoStartup(false)
                        .process(EventClaimDroppedTest.this::note);
            }
        });
        template.sendBody("direct:in", "");
        context.getRouteController().stopRoute("in");

        context.getRouteController().startRoute("other");

        await().untilAsserted(() -> assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2"));
    }

    @Test
    @DisplayName("pollEnrich: events of a route that fails are delivered again")
    void pollEnrichThatFails() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(CONSUMER, 30_000).process(exchange -> {
                    if (runs.getAndIncrement() < 2) {
                        throw new IllegalStateException("The route cannot");
                    }
                    note(exchange);
                });
            }
        });
        for (int i = 0; i < 5; i++) {
            template.send("direct:in", exchange -> exchange.getMessage().setBody(""));
        }

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("pollEnrich: an event whose aggregation strategy fails is delivered again after its exchange is collected")
    void aggregationThatFails() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(CONSUMER, 2_000, (old, polled) -> {
                    if (runs.getAndIncrement() == 0) {
                        throw new IllegalStateException("The strategy cannot");
                    }
                    return polled;
                }).process(EventClaimDroppedTest.this::note);
            }
        });
        assertThat(template.send("direct:in", exchange -> exchange.getMessage().setBody("")).getException()).isNotNull();

        await().until(() -> {
            System.gc();
            template.send("direct:in", exchange -> exchange.getMessage().setBody(""));
            return jobs.size() >= 3;
        });
        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("A stopped consumer template returns exchanges that it received and did not complete")
    void consumerTemplate() throws Exception {
        ConsumerTemplate consumer = context.createConsumerTemplate();
        Exchange received = consumer.receive(CONSUMER, 30_000);
        assertThat(received.getMessage().getBody(Job.class).getName()).isEqualTo("j0");
        consumer.stop();

        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).process(EventClaimDroppedTest.this::note);
            }
        });

        await().untilAsserted(() -> assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2"));
    }

    @Test
    @DisplayName("seda: events in a queue that is purged are delivered again")
    void purgedQueue() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).to("seda:work");
                from("seda:work").routeId("work").autoStartup(false).process(EventClaimDroppedTest.this::note);
            }
        });
        SedaEndpoint work = context.getEndpoint("seda:work", SedaEndpoint.class);
        await().until(() -> work.getExchanges().size() == 3);

        work.purgeQueue();
        await().until(() -> work.getExchanges().size() == 3);
        context.getRouteController().startRoute("work");

        await().untilAsserted(() -> assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2"));
    }

    @Test
    @DisplayName("seda: an event in a queue is not delivered a second time when its route is stopped and started")
    void queueOfARouteThatRestarts() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).routeId("events").to("seda:work");
                from("seda:work").routeId("work").autoStartup(false).process(EventClaimDroppedTest.this::note);
            }
        });
        SedaEndpoint work = context.getEndpoint("seda:work", SedaEndpoint.class);
        await().until(() -> work.getExchanges().size() == 3);

        context.getRouteController().stopRoute("events");
        context.getRouteController().startRoute("events");
        awaitPolls();
        assertThat(work.getExchanges()).hasSize(3);
        context.getRouteController().startRoute("work");
        await().until(() -> jobs.size() == 3);
        awaitPolls();

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("seda: an event that is processed is not delivered a second time when its route is stopped and started")
    void processingOfARouteThatRestarts() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).routeId("events").to("seda:work");
                from("seda:work?concurrentConsumers=3").process(exchange -> {
                    note(exchange);
                    proceed.await();
                });
            }
        });
        await().until(() -> jobs.size() == 3);

        context.getRouteController().stopRoute("events");
        context.getRouteController().startRoute("events");
        awaitPolls();
        proceed.countDown();
        awaitPolls();

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("An event whose processing a forced stop interrupts is delivered again after the start")
    void interruptedProcessing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        addHangingRoute(exchange -> never.await());

        context.getRouteController().stopRoute("events", 50, TimeUnit.MILLISECONDS, false);
        context.getRouteController().startRoute("events");

        await().untilAsserted(() -> assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2"));
    }
}
