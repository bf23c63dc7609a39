/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Duration;
import java.util.Set;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.session.Meters;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Meters of Micrometer. Their tags have few values: operations, outcomes, routes and types, but no job names.
 */
final class MicrometerMeters implements Meters {

    /**
     * The bean name of camel-micrometer's registry.
     */
    private static final String REGISTRY_NAME = "metricsRegistry";
    static final String PREFIX = "camel.diffbot.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final ContextGauges gauges;

    private MicrometerMeters(MeterRegistry registry, CamelContext context) {
        this.registry = registry;
        this.tags = Tags.of("camelContext", context.getName());
        this.gauges = ContextGauges.of(context);
        gauges.add(context, registry, tags);
    }

    /**
     * @return null if the context has no meter registry, or several without the name of camel-micrometer's
     */
    static @Nullable MicrometerMeters of(CamelContext context) {
        MeterRegistry registry = find(context.getRegistry(), CompositeMeterRegistry.class);
        if (registry == null) {
            registry = find(context.getRegistry(), MeterRegistry.class);
        }
        return registry == null ? null : new MicrometerMeters(registry, context);
    }

    private static @Nullable MeterRegistry find(Registry beans, Class<? extends MeterRegistry> type) {
        MeterRegistry named = beans.lookupByNameAndType(REGISTRY_NAME, type);
        if (named != null) {
            return named;
        }
        Set<? extends MeterRegistry> all = beans.findByType(type);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    @Override
    public void called(String operation, String outcome, Duration took) {
        Timer.builder(PREFIX + "calls").description("HTTP requests to Diffbot")
                .tags(tags.and("operation", operation, "outcome", outcome)).register(registry).record(took);
    }

    @Override
    public void retried(String operation) {
        counter("retries", "HTTP requests that were retried", null, "operation", operation).increment();
    }

    @Override
    public void throttled(String operation) {
        counter("throttles", "Responses with the error \"too many requests\"", null, "operation", operation).increment();
    }

    @Override
    public void received(String operation, int bytes) {
        counter("received", "Bytes that were read from downloads", "bytes", "operation", operation).increment(bytes);
    }

    @Override
    public <T> ResultIterator<T> countResults(String operation, ResultIterator<T> results) {
        Counter records = counter("records", "Records and rows that were read", null, "operation", operation);
        return new ForwardingResultIterator<>(results) {
            @Override
            protected T take() {
                T next = super.take();
                records.increment();
                return next;
            }
        };
    }

    @Override
    public void eventDelivered(JobEvent event, @Nullable String routeId, Duration uptime) {
        counter("events", "Events that were delivered to routes", event, routeId).increment();
        Job job = event.job();
        if (EventSelection.isEnd(event.type()) && job.getJobCompletionTimeUTC() > 0 && job.getCurrentTimeUTC() > 0) {
            // both on the server's clock, so a wrong local clock has no effect
            long lag = Math.max(0, job.getCurrentTimeUTC() - job.getJobCompletionTimeUTC());
            // a job that ended before the consumer started was not detected late
            if (lag > uptime.toSeconds() + 1) {
                return;
            }
            Timer.builder(PREFIX + "detection.lag")
                    .description("Time from the end of a job to the poll that found it, by Diffbot's clock")
                    .tags(tags).register(registry).record(Duration.ofSeconds(lag));
        }
    }

    @Override
    public void eventFailed(JobEvent event, @Nullable String routeId) {
        counter("events.failed", "Failed deliveries of events to routes", event, routeId).increment();
    }

    private Counter counter(String name, String description, JobEvent event, @Nullable String routeId) {
        return Counter.builder(PREFIX + name).description(description)
                .tags(tags.and("event", event.type().name(), ContextGauges.ROUTE, ContextGauges.route(routeId)))
                .register(registry);
    }

    @Override
    public void jobCreated(JobType type) {
        counter("creates", "Jobs that Diffbot has created", null, "type", type.name()).increment();
    }

    @Override
    public void jobDeleted(JobType type) {
        counter("deletes", "Jobs that Diffbot has deleted", null, "type", type.name()).increment();
    }

    @Override
    public void urlsSubmitted(JobType type, long urls) {
        counter("urls.submitted", "URLs and seeds that Diffbot has accepted", null, "type", type.name()).increment(urls);
    }

    @Override
    public Runnable addGauges(ConsumerState consumer) {
        return gauges.add(consumer, registry, tags);
    }

    @Override
    public void creditsSpent(long credits) {
        Counter.builder(PREFIX + "credits").description("Credits of jobs, at the ends of their rounds").tags(tags)
                .register(registry).increment(credits);
    }

    @Override
    public void close() {
        gauges.remove(registry);
    }

    private Counter counter(String name, String description, @Nullable String unit, String tag, String value) {
        return Counter.builder(PREFIX + name).description(description).baseUnit(unit).tags(tags.and(tag, value))
                .register(registry);
    }
}
