/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;

import io.github.cameldiffbot.job.EventSelection;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one job that wait to be handled, in order. One at a time is given out; it stays the first until it was
 * handled.
 */
final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    /**
     * A job cannot change that often unless somebody fails to handle any of it; then the oldest that is not an end
     * gives way.
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

    boolean hasNext() {
        return !claimed && !events.isEmpty();
    }

    JobEvent claim() {
        claimed = true;
        return events.peekFirst();
    }

    /**
     * Whether an event is the one that is or can be given out. An exchange that was thought lost can still come to its
     * end, when the event was handled in another one.
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

    void add(JobEvent event) {
        JobEvent newest = events.peekLast();
        boolean newestIsClaimed = claimed && events.size() == 1;
        if (newest != null && !newestIsClaimed && newest.type() == JobEventType.progress
                && event.type() == JobEventType.progress) {
            // only the newest progress is worth telling
            events.pollLast();
        }
        if (events.size() >= MAX_EVENTS) {
            dropOldest();
        }
        events.addLast(event);
    }

    private void dropOldest() {
        Iterator<JobEvent> oldest = events.iterator();
        // the first may be in somebody's hands
        oldest.next();
        JobEvent drop = oldest.next();
        while (EventSelection.COMPLETION.contains(drop.type()) && oldest.hasNext()) {
            drop = oldest.next();
        }
        events.remove(drop);
        LOG.warn("{} events of job '{}' wait to be handled, which is the most that are kept: event {} is dropped",
                MAX_EVENTS, drop.job().getName(), drop.id());
    }

    /**
     * Drops all other events, but not the one that is given out.
     */
    void retain(Set<JobEventType> wanted) {
        JobEvent first = claimed ? events.peekFirst() : null;
        events.removeIf(event -> event != first && !wanted.contains(event.type()));
    }
}
