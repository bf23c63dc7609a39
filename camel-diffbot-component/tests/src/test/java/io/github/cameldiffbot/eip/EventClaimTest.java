/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The claim of an exchange on an event ends with the exchange or its consumer, in any way, so that no event is lost;
 * and not before, so that none is handled twice at a time.
 */
@DisplayName("The claim on an event ends with its exchange or consumer, and not before")
class EventClaimTest extends EventClaimTestSupport {

    @ParameterizedTest
    @MethodSource("steps")
    @DisplayName("An event that fails behind a pattern is delivered again until it is handled, and then never")
    void patterns(String steps) throws Exception {
        Semaphore failures = new Semaphore(4);
        diffbot.data((job, attempt) -> failures.tryAcquire() ? cut(records(job, 3), 90) : whole(records(job, 3)));
        addReadingRoutes();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                STEPS.get(steps.equals("doTry") ? "direct" : steps).accept(from(CONSUMER + "&fetch=data").routeId("events"));
            }
        });
        await().until(() -> Set.copyOf(handled).size() == 9);
        awaitPolls();

        assertThat(handled).containsOnlyOnceElementsOf(List.of("j0-2", "j1-2", "j2-2"));
        assertThat(diffbot.reads("j0") + diffbot.reads("j1") + diffbot.reads("j2")).isEqualTo(7);
    }

    @Test
    @DisplayName("A route that is stopped and started under traffic handles each event once")
    void stopUnderTraffic() throws Exception {
        int many = 60;
        for (int i = 3; i < many; i++) {
            diffbot.ended("j" + i, 3);
        }
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "&maxMessagesPerPoll=7").routeId("events").to("seda:work");
                from("seda:work").threads(2).delay(2).process(EventClaimTest.this::note);
            }
        });
        for (int i = 1; i <= 4; i++) {
            int enough = i * many / 5;
            await().until(() -> jobs.size() >= enough);
            context.getRouteController().stopRoute("events");
            context.getRouteController().startRoute("events");
        }
        await().until(() -> jobs.size() >= many);
        awaitPolls();

        assertThat(jobs).hasSize(many).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A route that is loaded again with another option takes over the unhandled events of the old one")
    void reload() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).routeId("events").to("seda:work");
                from("seda:work").process(exchange -> {
                    note(exchange);
                    proceed.await();
                });
            }
        });
        await().until(() -> jobs.size() == 1);
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "&maxMessagesPerPoll=9").routeId("events").to("seda:work");
            }
        });
        awaitPolls();
        proceed.countDown();
        await().until(() -> jobs.size() >= 3);
        awaitPolls();

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "seda:work", "seda:work?waitForTaskToComplete=Always", "direct:threads" })
    @DisplayName("Two consumers with one repository handle each event once, on any thread")
    void twoConsumers(String to) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).to(to);
                from(CONSUMER + "&maxMessagesPerPoll=2").to(to);
                from("seda:work").process(EventClaimTest.this::note);
                from("direct:threads").threads(3).process(EventClaimTest.this::note);
            }
        });
        await().until(() -> jobs.size() >= 3);
        awaitPolls();

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("Events that fail while two consumers share a repository are delivered again until they are handled, once")
    void twoConsumersAndFailures() throws Exception {
        Semaphore failures = new Semaphore(7);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < 2; i++) {
                    from(CONSUMER + "&maxMessagesPerPoll=" + (i + 5)).process(exchange -> {
                        if (failures.tryAcquire()) {
                            throw new IllegalStateException("The route cannot");
                        }
                        note(exchange);
                    });
                }
            }
        });
        await().until(() -> jobs.size() >= 3);
        awaitPolls();

        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    @Test
    @DisplayName("A consumer without a route, as behind master:, releases its claims when it stops")
    void consumerWithoutARoute() throws Exception {
        var endpoint = context.getEndpoint(CONSUMER);
        // receives exchanges and drops them, like a purged queue
        var dropping = endpoint.createPollingConsumer();
        dropping.start();
        assertThat(dropping.receive(30_000)).isNotNull();
        dropping.stop();

        var consumer = endpoint.createConsumer(this::note);
        consumer.start();
        await().untilAsserted(() -> assertThat(jobs).contains("j1", "j2"));
        consumer.stop();
    }
}
