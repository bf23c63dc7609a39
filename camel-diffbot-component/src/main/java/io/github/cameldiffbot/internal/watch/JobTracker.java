/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * Turns polls into events for one consumer, and keeps each event until it is acknowledged. The events of one job are
 * claimed one at a time and in order: the next one follows after the acknowledgement. Only expiring does not wait.
 */
public final class JobTracker {

    private static final int MAX_GONE = 1_000;

    /**
     * The maximum time between the creation of a job and its first appearance in a list, in seconds. An older job was
     * missing from earlier lists, or belongs to another account.
     */
    private static final long MAX_LIST_LAG = 600;

    private final JobSelector selector;
    private final boolean emitExisting;
    private final Map<JobKey, TrackedJob> tracked = new LinkedHashMap<>();
    private Set<JobEventType> wanted;
    private CreditBudget budget = CreditBudget.NONE;
    private @Nullable JobSnapshot lastSnapshot;
    private long serverTime;
    private volatile boolean markedFollowed;

    /**
     * @param selector     the jobs to track
     * @param wanted       the events to deliver
     * @param emitExisting whether the first poll delivers the past of the jobs; otherwise it is only the starting point
     */
    public JobTracker(JobSelector selector, Set<JobEventType> wanted, boolean emitExisting) {
        this.selector = selector;
        this.wanted = wanted;
        this.emitExisting = emitExisting;
    }

    /** Changes the events to deliver. Pending events of other types are dropped. */
    public synchronized void selectEvents(Set<JobEventType> events) {
        wanted = events;
        tracked.values().forEach(job -> job.retain(events));
    }

    /** Changes the credits that each job may cost. */
    public synchronized void setBudget(CreditBudget newBudget) {
        budget = newBudget;
        tracked.values().forEach(job -> job.setBudget(newBudget));
    }

    /** Applies a poll without a record of handled events. Applying the same snapshot again changes nothing. */
    public void observe(JobSnapshot snapshot) {
        observe(snapshot, null);
    }

    /**
     * Applies a poll. Applying the same snapshot again changes nothing.
     *
     * @param  handled the record of handled events; null for none
     * @return         the number of ends before the first poll that are not delivered
     */
    public int observe(JobSnapshot snapshot, @Nullable HandledEvents handled) {
        if (handled == null || !emitExisting) {
            int ignored = isFirst() && !emitExisting ? countEnds(snapshot) : 0;
            apply(snapshot, Map.of());
            return ignored;
        }
        // outside the lock, because it may query a database
        boolean rounds = !markedFollowed && hasRounds(snapshot);
        boolean followed = rounds && handled.isFollowed();
        Map<JobKey, HandledPast> past = isFirst() ? past(snapshot, handled, followed) : Map.of();
        if (rounds) {
            if (!followed) {
                handled.follow();
            }
            markedFollowed = true;
        }
        apply(snapshot, past);
        return 0;
    }

    private synchronized int countEnds(JobSnapshot snapshot) {
        return Collections.disjoint(wanted, EventSelection.COMPLETION)
                ? 0 : (int) snapshot.jobs().stream()
                        .filter(job -> selector.includes(job) && job.getStatus().getGroup().isEnd()).count();
    }

    private synchronized boolean isFirst() {
        return lastSnapshot == null;
    }

    private synchronized boolean hasRounds(JobSnapshot snapshot) {
        return wanted.contains(JobEventType.roundCompleted) && snapshot.jobs().stream()
                .anyMatch(job -> (job.getRepeat() > 0 || job.getRoundsCompleted() > 0) && selector.includes(job));
    }

    private Map<JobKey, HandledPast> past(JobSnapshot snapshot, HandledEvents handled, boolean followed) {
        Map<JobKey, HandledPast> past = new HashMap<>();
        for (Job job : snapshot.jobs()) {
            if (selector.includes(job)) {
                past.put(job.getKey(), HandledPast.of(job, handled, followed));
            }
        }
        return past;
    }

    private synchronized void apply(JobSnapshot snapshot, Map<JobKey, HandledPast> past) {
        if (snapshot == lastSnapshot) {
            return;
        }
        boolean first = lastSnapshot == null;
        lastSnapshot = snapshot;
        Set<JobKey> seen = new HashSet<>();
        for (Job job : snapshot.jobs()) {
            if (selector.includes(job)) {
                JobKey key = job.getKey();
                seen.add(key);
                observeJob(job, first, past.get(key));
            }
        }
        if (snapshot.serverTime() > 0) {
            serverTime = snapshot.serverTime();
        }
        int gone = 0;
        for (Map.Entry<JobKey, TrackedJob> entry : tracked.entrySet()) {
            if (!seen.contains(entry.getKey()) && entry.getValue().recordMiss(wanted)) {
                gone++;
            }
        }
        forget(gone);
    }

    /** Forgets the oldest deleted jobs. The others are kept, so that two incomplete lists do not make old ends new. */
    private void forget(int gone) {
        int tooMany = gone - MAX_GONE;
        Iterator<TrackedJob> oldest = tracked.values().iterator();
        while (tooMany > 0 && oldest.hasNext()) {
            if (oldest.next().isForgettable()) {
                oldest.remove();
                tooMany--;
            }
        }
    }

    /**
     * Claims the events that can be delivered now, at most one of each job. They stay pending until
     * {@link #acknowledge(JobEvent)}; until then or {@link #release(JobEvent)} they are not claimed again.
     *
     * @param except the ids of events that are not claimed now
     */
    public synchronized List<JobEvent> claim(int max, Set<String> except) {
        List<JobEvent> events = new ArrayList<>();
        for (TrackedJob job : tracked.values()) {
            JobEvent next = events.size() < max ? job.claim(except) : null;
            if (next != null) {
                events.add(next);
            }
        }
        return events;
    }

    /** Acknowledges an event: it is not delivered again. */
    public synchronized void acknowledge(JobEvent event) {
        TrackedJob job = tracked.get(event.job().getKey());
        if (job != null) {
            job.acknowledge(event);
        }
    }

    /**
     * Returns the last event of {@link EventSelection#COMPLETION} that a job had at the last poll, if such events are
     * delivered. Neither that of a deleted job, as it has no results any more, nor one whose completion time may be
     * reported later is returned.
     */
    public synchronized Optional<JobEvent> lastEnd(JobKey key) {
        TrackedJob job = tracked.get(key);
        List<JobEvent> ends = job == null || job.isGone() ? List.of() : JobEventDetector.findFirst(job.last(), ends());
        return ends.stream().reduce((round, end) -> end);
    }

    /** Delivers an event again, unless it is pending. */
    public synchronized void redeliver(JobEvent event) {
        TrackedJob job = tracked.get(event.job().getKey());
        if (job != null && !job.hasPending(event.id())) {
            job.add(event);
        }
    }

    /** Releases an event: it is delivered again at the next poll, if such events are still delivered. */
    public synchronized void release(JobEvent event) {
        TrackedJob job = tracked.get(event.job().getKey());
        if (job != null && job.release(event)) {
            job.retain(wanted);
            // to the end of the queue: where a poll may deliver only some events, other jobs are first
            tracked.remove(event.job().getKey());
            tracked.put(event.job().getKey(), job);
        }
    }

    /**
     * Releases the claimed events that no exchange handles. A consumer that starts with the tracker of an earlier one
     * claims them again.
     */
    public synchronized void releaseUnless(Predicate<JobEvent> inProgress) {
        tracked.values().forEach(job -> {
            job.releaseUnless(inProgress);
            job.retain(wanted);
        });
    }

    /** Returns whether the end of a job was seen and no event of it is pending. */
    public synchronized boolean hasHandled(Job ended) {
        TrackedJob job = tracked.get(ended.getKey());
        return job != null && job.hasHandled(ended);
    }

    public synchronized int pendingEvents() {
        return tracked.values().stream().mapToInt(TrackedJob::pendingEvents).sum();
    }

    /**
     * Returns the oldest end of each job whose end is not handled, with its age by Diffbot's clock at the last poll.
     * Deleted jobs are not included, as they have no results any more.
     */
    public synchronized List<UnhandledEnd> unhandledEnds() {
        List<UnhandledEnd> ends = new ArrayList<>();
        for (TrackedJob job : tracked.values()) {
            JobEvent end = job.unhandledEnd();
            if (end != null && end.job().getJobCompletionTimeUTC() > 0) {
                ends.add(new UnhandledEnd(
                        end, Duration.ofSeconds(Math.max(0, serverTime - end.job().getJobCompletionTimeUTC()))));
            }
        }
        return ends;
    }

    /**
     * Returns whether the event {@link JobEventType#expiring} is wanted and missing for an end that
     * {@link #unhandledEnds()} has returned. None is missing while an exchange handles the end.
     */
    public synchronized boolean lacksExpiring(JobEvent end) {
        TrackedJob job = tracked.get(end.job().getKey());
        return job != null && wanted.contains(JobEventType.expiring) && job.lacksExpiring(end);
    }

    /**
     * Returns whether an event {@link JobEventType#expiring} warns of an end that was handled since it was claimed, or
     * whose job is deleted.
     */
    public synchronized boolean isObsolete(JobEvent event) {
        TrackedJob job = tracked.get(event.job().getKey());
        return job != null && job.isObsolete(event);
    }

    /** Raises the event {@link JobEventType#expiring} for an end that {@link #lacksExpiring lacks} it. */
    public synchronized void raiseExpiring(JobEvent end) {
        TrackedJob job = tracked.get(end.job().getKey());
        if (job != null) {
            job.raiseExpiring(end);
        }
    }

    /** Returns whether an end is pending although its job is deleted. */
    public synchronized boolean isLost(JobEvent end) {
        TrackedJob job = tracked.get(end.job().getKey());
        return job != null && job.isGone() && job.hasPending(end.id());
    }

    /** Returns the age of the oldest end that is not handled; zero for none. */
    public Duration oldestEndAge() {
        return unhandledEnds().stream().map(UnhandledEnd::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    public synchronized int jobCount() {
        return (int) tracked.values().stream().filter(job -> !job.isForgettable()).count();
    }

    public synchronized List<TrackedJobInfo> report(int max) {
        return tracked.values().stream().limit(max).map(job -> new TrackedJobInfo(job.last(), job.pendingEvents()))
                .toList();
    }

    synchronized int rememberedJobs() {
        return tracked.size();
    }

    private void observeJob(Job job, boolean first, @Nullable HandledPast past) {
        TrackedJob known = tracked.get(job.getKey());
        if (known == null || known.isSucceededBy(job)) {
            start(tracked.computeIfAbsent(job.getKey(), key -> new TrackedJob()), job, first, past);
        } else {
            known.observe(job, wanted);
        }
    }

    private void start(TrackedJob started, Job job, boolean first, @Nullable HandledPast past) {
        JobEventDetector detector = started.start(budget);
        boolean old = first || job.getJobCreationTimeUTC() < serverTime - MAX_LIST_LAG;
        if (!old) {
            started.add(detector.findNext(job, wanted));
        } else if (emitExisting) {
            HandledPast handled = past == null ? HandledPast.unknown(job) : past;
            started.add(detector.findPast(job, wanted, handled.firstRound(), handled.ended()));
        } else if (!first && job.getJobCompletionTimeUTC() >= serverTime) {
            // no poll has shown the job, but it ended after the starting point
            started.add(JobEventDetector.findFirst(job, ends()));
            detector.start(job, serverTime);
        } else {
            detector.start(job, first ? job.getCurrentTimeUTC() : serverTime);
        }
    }

    private Set<JobEventType> ends() {
        return wanted.stream().filter(EventSelection.COMPLETION::contains).collect(Collectors.toSet());
    }
}
