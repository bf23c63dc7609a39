/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.support.LRUCacheFactory;

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

    private final Map<Key, NavigableMap<Long, JobTracker>> released = LRUCacheFactory.newLRUCache(MAX_KEYS);
    private long created;

    /**
     * The key of a tracker. It contains neither options nor the token of the consumer.
     *
     * @param routeId the stable id of the route; null for none
     * @param events  the events to deliver if the route has no stable id; otherwise null
     * @param baseUrl the URL of the API
     * @param jobType the type of the jobs
     * @param jobName the name of the job or a pattern; null for all
     */
    record Key(String routeId, Set<JobEventType> events, String baseUrl, JobType jobType, String jobName) {
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
        NavigableMap<Long, JobTracker> trackers = released.get(key);
        Map.Entry<Long, JobTracker> first = trackers == null ? null : trackers.pollFirstEntry();
        return first == null
                ? new Lease(key, ++created, factory.get(), kept)
                : new Lease(key, first.getKey(), first.getValue(), kept);
    }

    private synchronized void release(Lease lease) {
        NavigableMap<Long, JobTracker> trackers = released.computeIfAbsent(lease.key, unknown -> new TreeMap<>());
        trackers.put(lease.number, lease.tracker);
        if (trackers.size() > MAX_TRACKERS_PER_KEY) {
            trackers.pollFirstEntry();
        }
    }
}
