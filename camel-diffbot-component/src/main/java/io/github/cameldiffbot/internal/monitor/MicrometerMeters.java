/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.Meters;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Meters of Micrometer. Their tags have few values: operations, outcomes and types of events, but no job names.
 */
final class MicrometerMeters implements Meters {

    /**
     * The bean name of camel-micrometer's registry.
     */
    private static final String REGISTRY_NAME = "metricsRegistry";
    private static final String PREFIX = "camel.diffbot.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final ContextGauges gauges;

    private MicrometerMeters(MeterRegistry registry, CamelContext context) {
        this.registry = registry;
        this.tags = Tags.of("camelContext", context.getName());
        this.gauges = ContextGauges.of(context);
        gauges.add(this::newGauges, context);
    }

    private List<Gauge> newGauges(CamelContext context) {
        return List.of(
                gauge("waits", "Exchanges that wait for a job", null, context,
                        camel -> DiffbotSession.of(camel).mapToInt(session -> session.waits().pending()).sum()),
                gauge("creates.waiting", "Creates that wait for a permit (option maxActiveJobs)", null, context,
                        camel -> DiffbotSession.of(camel).mapToInt(session -> session.waits().queuedCreates()).sum()),
                gauge("deletes.waiting", "Ended jobs that wait for their deletion", null,
                        context, camel -> DiffbotSession.of(camel).mapToInt(session -> session.deletions().waiting()).sum()),
                gauge("jobs.tracked", "Jobs that consumers track", null, context,
                        camel -> consumers(camel)
                                .mapToInt(consumer -> consumer.tracker() == null ? 0 : consumer.tracker().jobCount()).sum()),
                gauge("events.waiting", "Events that routes have not handled yet", null, context,
                        camel -> consumers(camel)
                                .mapToInt(consumer -> consumer.tracker() == null ? 0 : consumer.tracker().pendingEvents())
                                .sum()),
                gauge("ends.age", "Longest time since the end of a job that no route has handled", "seconds", context,
                        camel -> consumers(camel)
                                .mapToLong(consumer -> consumer.tracker() == null
                                        ? 0 : consumer.tracker().oldestEndAge().toSeconds())
                                .max().orElse(0)),
                gauge("poll.age", "Longest time since the last successful poll of a consumer", "seconds", context,
                        camel -> consumers(camel).filter(consumer -> !consumer.isSuspended())
                                .mapToLong(consumer -> consumer.pollTimes().timeSinceLastPoll().toMillis()).max().orElse(0)
                                 / 1000.0));
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

    private static Stream<ConsumerState> consumers(CamelContext context) {
        return DiffbotSession.of(context).flatMap(session -> session.consumers().stream());
    }

    private Gauge gauge(
            String name, String description, @Nullable String unit, CamelContext context,
            ToDoubleFunction<CamelContext> value) {
        return Gauge.builder(PREFIX + name, context, value).description(description).baseUnit(unit).tags(tags)
                .register(registry);
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
    public void eventDelivered(JobEvent event, Duration uptime) {
        counter("events", "Events that were delivered to routes", null, "event", event.type().name()).increment();
        Job job = event.job();
        boolean ended = event.type() == JobEventType.completed || event.type() == JobEventType.failed;
        if (ended && job.getJobCompletionTimeUTC() > 0 && job.getCurrentTimeUTC() > 0) {
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
    public void eventFailed(JobEvent event) {
        counter("events.failed", "Failed deliveries of events to routes", null, "event", event.type().name())
                .increment();
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

    /**
     * The gauges of a context, which cover all of its components. They are removed with the last component.
     */
    static final class ContextGauges {

        private int components;
        private List<Gauge> gauges = List.of();

        static ContextGauges of(CamelContext camelContext) {
            ExtendedCamelContext context = camelContext.getCamelContextExtension();
            synchronized (context) {
                ContextGauges gauges = context.getContextPlugin(ContextGauges.class);
                if (gauges == null) {
                    gauges = new ContextGauges();
                    context.addContextPlugin(ContextGauges.class, gauges);
                }
                return gauges;
            }
        }

        synchronized void add(Function<CamelContext, List<Gauge>> maker, CamelContext context) {
            if (components++ == 0) {
                gauges = maker.apply(context);
            }
        }

        synchronized void remove(MeterRegistry registry) {
            if (--components == 0) {
                gauges.forEach(registry::remove);
            }
        }
    }
}
