/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of a context. Those of its waits and deletions cover all components and are removed with the last one.
 * Those of consumers cover one route each and are removed with the last consumer of the route.
 */
final class ContextGauges {

    static final String ROUTE = "route";

    private static final String SECONDS = "seconds";

    private final Map<String, RouteConsumers> routes = new HashMap<>();
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

    /**
     * Returns the value of the tag {@link #ROUTE}: the id of a route, or {@code none}.
     */
    static String route(@Nullable String routeId) {
        return routeId == null ? "none" : routeId;
    }

    /**
     * Adds the gauges of a component.
     */
    synchronized void add(CamelContext context, MeterRegistry registry, Tags tags) {
        if (components++ == 0) {
            Factory<CamelContext> factory = new Factory<>(context, registry, tags);
            gauges = List.of(
                    factory.gauge("waits", "Exchanges that wait for a job", null,
                            camel -> DiffbotSession.of(camel).mapToInt(session -> session.waits().pending()).sum()),
                    factory.gauge("creates.waiting", "Creates that wait for a permit (option maxActiveJobs)", null,
                            camel -> DiffbotSession.of(camel).mapToInt(session -> session.waits().queuedCreates()).sum()),
                    factory.gauge("deletes.waiting", "Ended jobs that wait for their deletion", null,
                            camel -> DiffbotSession.of(camel).mapToInt(session -> session.deletions().waiting()).sum()));
        }
    }

    /**
     * Removes the gauges of a component. The last one also removes those of consumers.
     */
    synchronized void remove(MeterRegistry registry) {
        if (--components == 0) {
            gauges.forEach(registry::remove);
            routes.values().forEach(RouteConsumers::remove);
            routes.clear();
        }
    }

    /**
     * Adds a consumer to the gauges of its route.
     *
     * @return removes it
     */
    synchronized Runnable add(ConsumerState consumer, MeterRegistry registry, Tags tags) {
        String route = route(consumer.routeId());
        routes.computeIfAbsent(route, id -> new RouteConsumers(registry, tags.and(ROUTE, id))).consumers.add(consumer);
        return () -> remove(route, consumer);
    }

    private synchronized void remove(String route, ConsumerState consumer) {
        RouteConsumers left = routes.get(route);
        if (left != null && left.consumers.remove(consumer) && left.consumers.isEmpty()) {
            routes.remove(route);
            left.remove();
        }
    }

    /**
     * The running consumers of a route and their gauges.
     */
    private static final class RouteConsumers {

        final Set<ConsumerState> consumers = ConcurrentHashMap.newKeySet();
        private final MeterRegistry registry;
        private final List<Gauge> gauges;

        RouteConsumers(MeterRegistry registry, Tags tags) {
            this.registry = registry;
            Factory<RouteConsumers> factory = new Factory<>(this, registry, tags);
            gauges = List.of(
                    factory.gauge("jobs.tracked", "Jobs that consumers track", null,
                            route -> route.trackers().mapToInt(JobTracker::jobCount).sum()),
                    factory.gauge("events.waiting", "Events that routes have not handled yet", null,
                            route -> route.trackers().mapToInt(JobTracker::pendingEvents).sum()),
                    factory.gauge("ends.age", "Longest time since the end of a job that no route has handled", SECONDS,
                            route -> route.trackers().mapToLong(tracker -> tracker.oldestEndAge().toSeconds()).max()
                                    .orElse(0)),
                    factory.gauge("poll.age", "Longest time since the last successful poll of a consumer", SECONDS,
                            RouteConsumers::pollAge),
                    factory.gauge("poll.age.limit", "Time without a successful poll that the delay of a consumer allows",
                            SECONDS, RouteConsumers::pollAgeLimit));
        }

        private Stream<JobTracker> trackers() {
            return consumers.stream().map(ConsumerState::tracker).filter(Objects::nonNull);
        }

        private double pollAge() {
            return consumers.stream().filter(consumer -> !consumer.isSuspended())
                    .mapToDouble(consumer -> seconds(consumer.pollTimes().timeSinceLastPoll())).max().orElse(0);
        }

        private double pollAgeLimit() {
            double limit = 0;
            for (ConsumerState consumer : consumers) {
                Duration max = consumer.maxPollAge();
                limit = Math.max(limit, max == null ? Double.NaN : seconds(max));
            }
            return limit;
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1000.0;
        }

        void remove() {
            gauges.forEach(registry::remove);
        }
    }

    /**
     * Registers gauges of an object, which a registry does not keep alive.
     */
    private record Factory<T>(T object, MeterRegistry registry, Tags tags) {

        Gauge gauge(String name, String description, @Nullable String unit, ToDoubleFunction<T> value) {
            return Gauge.builder(MicrometerMeters.PREFIX + name, object, value).description(description).baseUnit(unit)
                    .tags(tags).register(registry);
        }
    }
}
