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
 * What stopped consumers knew of the jobs. A route that is stopped and started, reloaded with other options or with a
 * new token gets a new consumer; what the one before knew lets it deliver what happened meanwhile, and no event twice.
 */
public final class JobTrackerCache {

    /**
     * Routes that come and go under ever new names must not fill the memory.
     */
    private static final int MAX_KEYS = 1000;

    private static final int MAX_TRACKERS_PER_KEY = 100;

    private final Map<Key, NavigableMap<Long, JobTracker>> released = LRUCacheFactory.newLRUCache(MAX_KEYS);
    private long created;

    /**
     * What a consumer follows. Neither its options nor its token are part of it.
     *
     * @param routeId the id of its route; null where it has none that lasts
     * @param events  the events that it delivers, where nothing else tells it from others; or null
     * @param baseUrl where the jobs are
     * @param jobType their type
     * @param jobName their name or pattern; null for all
     */
    record Key(String routeId, Set<JobEventType> events, String baseUrl, JobType jobType, String jobName) {
    }

    /**
     * A tracker that belongs to one consumer until it is given back.
     */
    public final class Lease {

        private final Key key;
        private final long number;
        private final JobTracker tracker;

        private Lease(Key key, long number, JobTracker tracker) {
            this.key = key;
            this.number = number;
            this.tracker = tracker;
        }

        public JobTracker tracker() {
            return tracker;
        }

        /**
         * Keeps the tracker for the next consumer of the key.
         */
        public void release() {
            JobTrackerCache.this.release(this);
        }
    }

    /**
     * What the consumer before knew, or something new. Of several consumers of a key, the one that was made first comes
     * first, as they start in the same order again.
     */
    public synchronized Lease acquire(Key key, Supplier<JobTracker> factory) {
        NavigableMap<Long, JobTracker> trackers = released.get(key);
        Map.Entry<Long, JobTracker> first = trackers == null ? null : trackers.pollFirstEntry();
        return first == null ? new Lease(key, ++created, factory.get()) : new Lease(key, first.getKey(), first.getValue());
    }

    private synchronized void release(Lease lease) {
        NavigableMap<Long, JobTracker> trackers = released.computeIfAbsent(lease.key, unknown -> new TreeMap<>());
        trackers.put(lease.number, lease.tracker);
        if (trackers.size() > MAX_TRACKERS_PER_KEY) {
            trackers.pollFirstEntry();
        }
    }
}
