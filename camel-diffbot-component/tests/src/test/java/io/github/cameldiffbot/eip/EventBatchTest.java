/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The events of one poll are limited in number and independent of each other's errors")
class EventBatchTest extends EventClaimTestSupport {

    private static final String KEYED = CONSUMER + "&idempotentKey=RAW(${bean:keys?method=key})";

    private final AtomicBoolean broken = new AtomicBoolean();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @BindToRegistry("breaking")
    private final MemoryIdempotentRepository breaking = new MemoryIdempotentRepository() {
        @Override
        public boolean contains(String key) {
            if (broken.compareAndSet(true, false)) {
                throw new NoClassDefFoundError("thrown once");
            }
            return super.contains(key);
        }
    };

    @BindToRegistry("keys")
    private final Keys keys = new Keys();

    @BindToRegistry("errors")
    private final ExceptionHandler handler = new ExceptionHandler() {
        @Override
        public void handleException(Throwable exception) {
            errors.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            errors.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            errors.add(exception);
        }
    };

    /** Gives no key to one job. */
    public static final class Keys {

        public String key(Exchange exchange) {
            String job = exchange.getMessage().getHeader("CamelDiffbotJobName", String.class);
            return job.equals("keyless") ? "" : exchange.getMessage().getHeader("CamelDiffbotEventId", String.class);
        }
    }

    @Test
    @DisplayName("A group from the batch consumer is completed after a restart: known events do not count")
    void knownEvents() throws Exception {
        consume(CONSUMER, "first");
        await().until(() -> jobs.size() == 3);
        context.getRouteController().stopRoute("first");
        context.removeRoute("first");
        List.of("k0", "k1").forEach(job -> diffbot.ended(job, 3));
        List<Exchange> delivered = new CopyOnWriteArrayList<>();
        MockEndpoint batch = getMockEndpoint("mock:batch");
        batch.expectedMessageCount(1);

        add(new RouteBuilder() {
            @Override
            public void configure() {
                // another id: it gets a new tracker, as after a restart
                from(CONSUMER).routeId("second").process(delivered::add)
                        .aggregate(constant(true), AggregationStrategies.groupedBody()).completionFromBatchConsumer()
                        .to("mock:batch");
            }
        });

        batch.assertIsSatisfied();
        assertThat((List<?>) batch.getExchanges().get(0).getMessage().getBody()).hasSize(2);
        assertThat(delivered).extracting(each -> each.getProperty(Exchange.BATCH_INDEX)).containsExactly(0, 1);
        assertThat(delivered).extracting(each -> each.getProperty(Exchange.BATCH_SIZE)).containsOnly(2);
        assertThat(delivered).extracting(each -> each.getProperty(Exchange.BATCH_COMPLETE)).containsExactly(false, true);
    }

    @Test
    @DisplayName("After an Error in the repository, which ends the polls, a restart of the route delivers all events")
    void errorOfTheRepository() throws Exception {
        consume("diffbot:bulk?idempotentRepository=#breaking&startFrom=latest&delay=20&initialDelay=0", "events");
        awaitPolls();
        broken.set(true);
        List.of("k0", "k1", "k2").forEach(job -> diffbot.ended(job, 3));
        await().until(() -> !broken.get());

        context.getRouteController().stopRoute("events");
        context.getRouteController().startRoute("events");

        await().until(() -> jobs.containsAll(List.of("k0", "k1", "k2")));
    }

    @Test
    @DisplayName("After a forced stop a restart delivers the other events although the route still hangs at the first")
    void hangsAtTheFirst() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        addHangingRoute(exchange -> {
            boolean done = false;
            while (!done) {
                done = isDone(end);
            }
        });

        try {
            context.getRouteController().stopRoute("events", 50, TimeUnit.MILLISECONDS, false);
            context.getRouteController().startRoute("events");

            await().until(() -> jobs.containsAll(List.of("j1", "j2")));
        } finally {
            end.countDown();
        }
        await().until(() -> jobs.contains("j0"));
        awaitPolls();
        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
    }

    // a forced stop interrupts, which this ignores
    private static boolean isDone(CountDownLatch end) {
        try {
            return end.await(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    @DisplayName("An event without a key is reported, and neither fails the poll nor delays other jobs")
    void keyless() throws Exception {
        diffbot.ended("keyless", 3);

        consume(KEYED + "&exceptionHandler=#errors", "events");

        await().until(() -> jobs.size() == 3 && errors.size() > 2);
        assertThat(errors).allSatisfy(error -> assertThat(error).hasMessageContaining("idempotentKey is empty"));
        assertThat(jobs).containsExactlyInAnyOrder("j0", "j1", "j2");
        HealthCheck check = ((HealthCheckAware) context.getRoute("events").getConsumer()).getHealthCheck();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    private void consume(String uri, String id) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(EventBatchTest.this::note);
            }
        });
    }
}
