/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job of a tracker: its last state, and its pending events in order. One event at a time is claimed. It stays the
 * first until it is acknowledged.
 */
final class TrackedJob {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedJob.class);

    /**
     * The maximum number of events, which only a job with unhandled events reaches. The oldest event other than an end
     * is then dropped.
     */
    private static final int MAX_EVENTS = 1000;

    private final Deque<JobEvent> events = new ArrayDeque<>();
    private boolean claimed;
    private JobEventDetector detector = new JobEventDetector();
    private int misses;
    private boolean gone;

    /**
     * Starts with a new job of this name. The events of an earlier one stay pending.
     */
    JobEventDetector start(CreditBudget budget) {
        detector = new JobEventDetector();
        detector.setBudget(budget);
        misses = 0;
        gone = false;
        return detector;
    }

    void setBudget(CreditBudget budget) {
        detector.setBudget(budget);
    }

    Job last() {
        return Objects.requireNonNull(detector.last());
    }

    /**
     * Returns whether this is another job of the same name, after the deletion of the first one was delivered.
     */
    boolean isSucceededBy(Job job) {
        return gone && last().getJobCreationTimeUTC() != job.getJobCreationTimeUTC();
    }

    void observe(Job job, Set<JobEventType> wanted) {
        misses = 0;
        gone = false;
        add(detector.findNext(job, wanted));
    }

    /**
     * Counts a poll without the job. Returns whether the job is deleted and all its events are handled.
     */
    boolean recordMiss(Set<JobEventType> wanted) {
        misses++;
        if (misses == JobSnapshot.MISSES_UNTIL_GONE && !gone) {
            gone = true;
            add(detector.findDeletion(wanted));
        }
        return isForgettable();
    }

    boolean isGone() {
        return gone;
    }

    boolean isForgettable() {
        return gone && events.isEmpty();
    }

    /**
     * Returns whether the end of a job was seen and no event of it is pending.
     */
    boolean hasHandled(Job ended) {
        return events.isEmpty() && !detector.isHolding() && (gone || hasSeen(ended));
    }

    private boolean hasSeen(Job ended) {
        Job last = last();
        return last.getJobCreationTimeUTC() > ended.getJobCreationTimeUTC()
                || last.getJobCreationTimeUTC() == ended.getJobCreationTimeUTC() && last.getStatus().getGroup().isEnd()
                        && last.getJobCompletionTimeUTC() >= ended.getJobCompletionTimeUTC();
    }

    int pendingEvents() {
        return events.size();
    }

    /**
     * Returns the oldest end that is not handled; null for none, and if the job is deleted.
     */
    @Nullable
    JobEvent unhandledEnd() {
        return gone ? null : events.stream().filter(event -> JobEnd.isEnd(event.type())).findFirst().orElse(null);
    }

    boolean hasPending(String id) {
        return events.stream().anyMatch(event -> event.id().equals(id));
    }

    boolean hasNext() {
        return !claimed && !events.isEmpty();
    }

    JobEvent claim() {
        claimed = true;
        return events.getFirst();
    }

    /**
     * Returns whether an event is the first. A late exchange may end after another exchange has handled the event.
     */
    boolean isFirst(JobEvent event) {
        return events.peekFirst() == event;
    }

    void acknowledge() {
        events.removeFirst();
        claimed = false;
    }

    void release() {
        claimed = false;
    }

    /**
     * Releases the claimed event if no exchange handles it.
     */
    void releaseUnless(Predicate<JobEvent> inProgress) {
        claimed = claimed && inProgress.test(events.getFirst());
    }

    void add(List<JobEvent> added) {
        added.forEach(this::add);
    }

    void add(JobEvent event) {
        JobEvent newest = events.peekLast();
        boolean newestIsClaimed = claimed && events.size() == 1;
        if (newest != null && !newestIsClaimed && newest.type() == JobEventType.progress
                && event.type() == JobEventType.progress) {
            // only the newest progress is delivered
            events.removeLast();
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
