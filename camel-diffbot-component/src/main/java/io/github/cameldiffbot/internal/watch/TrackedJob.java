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
 * first until it is acknowledged. The event {@link JobEventType#expiring} is pending beside them, until the end of
 * which it warns is handled.
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
    private @Nullable JobEvent expiring;
    private @Nullable JobEvent expiringEnd;
    private boolean expiringClaimed;
    // whether the first event was claimed after expiring was raised or claimed
    private boolean firstTried;
    private String lastExpiring = "";
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
        dropExpiring();
    }

    /**
     * Counts a poll without the job. Returns whether the job is deleted and all its events are handled.
     */
    boolean recordMiss(Set<JobEventType> wanted) {
        misses++;
        if (misses == JobSnapshot.MISSES_UNTIL_GONE && !gone) {
            gone = true;
            dropExpiring();
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
        return events.size() + (expiring == null ? 0 : 1);
    }

    /**
     * Returns the oldest end of the present job that is not handled; null for none, and if the job is deleted. A
     * restart deletes the results of the end before.
     */
    @Nullable
    JobEvent unhandledEnd() {
        return gone
                ? null
                : events.stream().filter(
                        event -> JobEnd.isEnd(event.type())
                                && event.job().getJobCreationTimeUTC() == last().getJobCreationTimeUTC())
                        .findFirst().orElse(null);
    }

    boolean hasPending(String id) {
        return events.stream().anyMatch(event -> event.id().equals(id));
    }

    /**
     * Returns whether an event expiring is missing for an end: it is the oldest that is not handled, no exchange
     * handles it now, and none was delivered for it.
     */
    boolean lacksExpiring(JobEvent end) {
        return expiring == null && end == unhandledEnd() && !(claimed && end == events.peekFirst())
                && !EventIds.expiring(end.job()).equals(lastExpiring);
    }

    /**
     * Raises the event expiring for an end that {@link #lacksExpiring lacks} it.
     */
    void raiseExpiring(JobEvent end) {
        if (lacksExpiring(end)) {
            Job last = last();
            Job job = last.getJobCompletionTimeUTC() == end.job().getJobCompletionTimeUTC() ? last : end.job();
            expiring = new JobEvent(
                    JobEventType.expiring, EventIds.expiring(end.job()), job, job.getStatus(), end.round());
            expiringEnd = end;
            firstTried = false;
        }
    }

    /**
     * Returns whether this is the event expiring, and its end was handled or the job is deleted or restarted.
     */
    boolean isObsolete(JobEvent event) {
        return event == expiring && expiringEnd != unhandledEnd();
    }

    /**
     * Drops the event expiring if it is obsolete, unless it is claimed.
     */
    private void dropExpiring() {
        if (expiring != null && !expiringClaimed && isObsolete(expiring)) {
            forgetExpiring();
        }
    }

    private void forgetExpiring() {
        expiring = null;
        expiringEnd = null;
        expiringClaimed = false;
    }

    /**
     * Claims the next event. Before expiring, the first event is tried, which may be the end; after that the two take
     * turns.
     *
     * @param  except the ids of events that are not claimed now
     * @return        null for none
     */
    @Nullable
    JobEvent claim(Set<String> except) {
        JobEvent first = claimed ? null : events.peekFirst();
        boolean firstWaits = first != null && !except.contains(first.id());
        if (expiring != null && !expiringClaimed && !except.contains(expiring.id()) && (firstTried || !firstWaits)) {
            expiringClaimed = true;
            firstTried = false;
            return expiring;
        }
        claimed |= firstWaits;
        firstTried |= firstWaits;
        return firstWaits ? first : null;
    }

    /**
     * Removes a claimed event. A late exchange may end after another exchange has handled the event.
     */
    void acknowledge(JobEvent event) {
        if (event == expiring) {
            lastExpiring = event.id();
            forgetExpiring();
        } else if (event == events.peekFirst()) {
            events.removeFirst();
            claimed = false;
            dropExpiring();
        }
    }

    /**
     * Releases a claimed event. Returns whether it is still pending; then {@link #retain} drops it if it is obsolete.
     */
    boolean release(JobEvent event) {
        if (event == expiring) {
            expiringClaimed = false;
            return true;
        }
        boolean first = event == events.peekFirst();
        claimed &= !first;
        return first;
    }

    /**
     * Releases the claimed events that no exchange handles.
     */
    void releaseUnless(Predicate<JobEvent> inProgress) {
        claimed = claimed && inProgress.test(events.getFirst());
        expiringClaimed = expiringClaimed && expiring != null && inProgress.test(expiring);
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
     * Drops events of other types, except claimed ones.
     */
    void retain(Set<JobEventType> wanted) {
        JobEvent first = claimed ? events.peekFirst() : null;
        events.removeIf(event -> event != first && !wanted.contains(event.type()));
        if (!expiringClaimed && !wanted.contains(JobEventType.expiring)) {
            forgetExpiring();
        }
        dropExpiring();
    }
}
