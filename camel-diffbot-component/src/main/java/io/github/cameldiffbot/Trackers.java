/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.watch.JobTracker;
import org.apache.camel.support.LRUCacheFactory;

/**
 * What stopped consumers knew of the jobs. A route that is stopped and started, reloaded with other options or with a
 * new token gets a new consumer; what the one before knew lets it deliver what happened meanwhile, and no event twice.
 */
final class Trackers {

    /**
     * Routes that come and go under ever new names must not fill the memory.
     */
    private static final int MAX_KEYS = 1000;

    /**
     * Consumers of one key at a time, which are those of <code>pollEnrich</code>.
     */
    private static final int MAX_TRACKERS = 100;

    private final Map<Key, Deque<JobTracker>> trackers = LRUCacheFactory.newLRUCache(MAX_KEYS);

    /**
     * What a consumer follows. Neither its options nor its token are part of it.
     *
     * @param owner   the id of its route, or what else tells it from other consumers
     * @param baseUrl where the jobs are
     * @param jobType their type
     * @param jobName their name or pattern; null for all
     */
    record Key(String owner, String baseUrl, JobType jobType, String jobName) {
    }

    /**
     * What the consumer before knew, or something new. It belongs to the one who asks until it is released.
     */
    synchronized JobTracker acquire(Key key, Supplier<JobTracker> otherwise) {
        Deque<JobTracker> released = trackers.get(key);
        JobTracker tracker = released == null ? null : released.pollFirst();
        return tracker == null ? otherwise.get() : tracker;
    }

    synchronized void release(Key key, JobTracker tracker) {
        Deque<JobTracker> released = trackers.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        if (released.size() < MAX_TRACKERS) {
            released.addFirst(tracker);
        }
    }
}
