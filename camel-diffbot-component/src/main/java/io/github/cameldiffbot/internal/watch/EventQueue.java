/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending events of one job, in order. One event at a time is claimed. It stays the first until it is acknowledged.
 */
final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    /**
     * The maximum number of events, which only a job with unhandled events reaches. The oldest event other than an end
     * is then dropped.
     */
    private static final int MAX_EVENTS = 1000;

    private final Deque<JobEvent> events = new ArrayDeque<>();
    private boolean claimed;

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    /**
     * Returns the oldest end of the job that is not handled; null for none.
     */
    @Nullable
    JobEvent firstEnd() {
        for (JobEvent event : events) {
            if (JobEnd.isEnd(event.type())) {
                return event;
            }
        }
        return null;
    }

    boolean contains(String id) {
        return events.stream().anyMatch(event -> event.id().equals(id));
    }

    boolean hasNext() {
        return !claimed && !events.isEmpty();
    }

    JobEvent claim() {
        claimed = true;
        return events.peekFirst();
    }

    /**
     * Returns whether an event is the first. A late exchange may end after another exchange has handled the event.
     */
    boolean isFirst(JobEvent event) {
        return events.peekFirst() == event;
    }

    void acknowledge() {
        events.pollFirst();
        claimed = false;
    }

    void release() {
        claimed = false;
    }

    /**
     * Releases the claimed event if no exchange handles it.
     */
    void releaseUnless(Predicate<JobEvent> inProgress) {
        claimed = claimed && inProgress.test(events.peekFirst());
    }

    void add(JobEvent event) {
        JobEvent newest = events.peekLast();
        boolean newestIsClaimed = claimed && events.size() == 1;
        if (newest != null && !newestIsClaimed && newest.type() == JobEventType.progress
                && event.type() == JobEventType.progress) {
            // only the newest progress is delivered
            events.pollLast();
        }
        if (events.size() >= MAX_EVENTS) {
            dropOldest();
        }
        events.addLast(event);
    }

    private void dropOldest() {
        Iterator<JobEvent> oldest = events.iterator();
        // the first may be claimed
        oldest.next();
        JobEvent drop = oldest.next();
        while (EventSelection.COMPLETION.contains(drop.type()) && oldest.hasNext()) {
            drop = oldest.next();
        }
        events.remove(drop);
        LOG.warn("The limit of {} pending events of job '{}' is reached: event {} is dropped",
                MAX_EVENTS, drop.job().getName(), drop.id());
    }

    /**
     * Drops events of other types, except the claimed one.
     */
    void retain(Set<JobEventType> wanted) {
        JobEvent first = claimed ? events.peekFirst() : null;
        events.removeIf(event -> event != first && !wanted.contains(event.type()));
    }
}
