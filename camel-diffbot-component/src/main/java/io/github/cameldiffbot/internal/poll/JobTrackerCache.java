/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the job trackers of stopped consumers. A route that is restarted, or reloaded with other options or a new
 * token, gets a new consumer. With the tracker of the previous consumer, it delivers all changes since then, and no
 * event twice.
 */
public final class JobTrackerCache {

    /**
     * Limits the memory for routes with changing names.
     */
    private static final int MAX_KEYS = 1000;

    private static final int MAX_TRACKERS_PER_KEY = 100;

    /**
     * The time for which trackers of a removed route are kept: a reload removes a route and adds it again.
     */
    private static final Duration KEPT_AFTER_REMOVAL = Duration.ofMinutes(10);

    private final Predicate<String> routeExists;
    private final LongSupplier nanoTime;
    private final Map<Key, NavigableMap<Long, JobTracker>> released = LRUCacheFactory.newLRUCache(MAX_KEYS);
    // when each route was first found to be removed
    private final Map<String, Long> removed = new HashMap<>();
    private long created;

    /**
     * @param routeExists whether the context has a route with an id
     * @param nanoTime    the clock
     */
    public JobTrackerCache(Predicate<String> routeExists, LongSupplier nanoTime) {
        this.routeExists = routeExists;
        this.nanoTime = nanoTime;
    }

    /**
     * The key of a tracker. It contains neither options nor the token of the consumer.
     *
     * @param routeId the stable id of the route; null for none
     * @param events  the events to deliver if the route has no stable id; otherwise null
     * @param baseUrl the URL of the API
     * @param jobType the type of the jobs
     * @param jobName the name of the job or a pattern; null for all
     */
    record Key(
            @Nullable String routeId, @Nullable Set<JobEventType> events, String baseUrl, JobType jobType,
            @Nullable String jobName) {
    }

    /**
     * A tracker that one consumer uses until it is released.
     */
    public final class Lease {

        private final Key key;
        private final long number;
        private final JobTracker tracker;
        private boolean kept;

        private Lease(Key key, long number, JobTracker tracker, boolean kept) {
            this.key = key;
            this.number = number;
            this.tracker = tracker;
            this.kept = kept;
        }

        public JobTracker tracker() {
            return tracker;
        }

        /**
         * Keeps the tracker for the next consumer of the key, once and if it may be kept.
         */
        public void release() {
            if (kept) {
                kept = false;
                JobTrackerCache.this.release(this);
            }
        }
    }

    /**
     * Returns the tracker of an earlier consumer, or a new one. Trackers of one key are returned in the order of their
     * creation, because consumers restart in the same order.
     *
     * @param kept whether the next consumer gets the tracker when this one releases it
     */
    public synchronized Lease acquire(Key key, boolean kept, Supplier<JobTracker> factory) {
        dropRemoved();
        NavigableMap<Long, JobTracker> trackers = released.get(key);
        Map.Entry<Long, JobTracker> first = trackers == null ? null : trackers.pollFirstEntry();
        return first == null
                ? new Lease(key, ++created, factory.get(), kept)
                : new Lease(key, first.getKey(), first.getValue(), kept);
    }

    private synchronized void release(Lease lease) {
        dropRemoved();
        NavigableMap<Long, JobTracker> trackers = released.computeIfAbsent(lease.key, unknown -> new TreeMap<>());
        trackers.put(lease.number, lease.tracker);
        if (trackers.size() > MAX_TRACKERS_PER_KEY) {
            trackers.pollFirstEntry();
        }
    }

    /**
     * Drops the trackers of routes that were removed and not added again.
     */
    private void dropRemoved() {
        long now = nanoTime.getAsLong();
        removed.keySet().removeIf(routeExists);
        for (Key key : List.copyOf(released.keySet())) {
            if (key.routeId() != null && !routeExists.test(key.routeId())
                    && now - removed.computeIfAbsent(key.routeId(), id -> now) > KEPT_AFTER_REMOVAL.toNanos()) {
                released.remove(key);
            }
        }
        removed.keySet().removeIf(id -> released.keySet().stream().noneMatch(key -> id.equals(key.routeId())));
    }
}
