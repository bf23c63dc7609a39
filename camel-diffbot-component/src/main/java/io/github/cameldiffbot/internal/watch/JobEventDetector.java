/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.cameldiffbot.internal.watch.EndHistory.Ended;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobStatus;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of one job from one state to the next. Between two polls a job can be created, end several rounds
 * and finish: each change produces one event, the most specific of those requested. Not thread-safe.
 */
public final class JobEventDetector {

    /**
     * The maximum number of rounds between two polls for which all events are found. Beyond it only the last ones are
     * found, because a counter in a response can have any value.
     */
    public static final int MAX_ROUNDS = 100;

    private static final JobStatus NEW = new JobStatus(0, "");

    private final List<JobEvent> held = new ArrayList<>();
    private EventIds ids = new EventIds();
    private EndHistory ends = new EndHistory();
    private CreditBudget budget = CreditBudget.NONE;
    // the limit that the job was found to exceed; 0 for none
    private long exceeded;
    private @Nullable Job last;
    private long rounds;
    private boolean uncounted;

    /**
     * Returns the events that a single state of a job shows: its existence, its status, the last completed round and
     * its end. An end whose completion time may be reported later is not included, because its id is unknown.
     */
    public static List<JobEvent> findFirst(Job current, Set<JobEventType> wanted) {
        return new JobEventDetector().findPast(current, wanted, current.getRoundsCompleted(), false);
    }

    /**
     * Returns the deletion of a job.
     *
     * @param last the last state of the job
     */
    public static JobEvent deleted(Job last) {
        return new JobEvent(
                JobEventType.deleted, EventIds.once(last, JobEventType.deleted), last, last.getStatus(),
                last.getRoundsCompleted());
    }

    /**
     * Returns the event of a completed round.
     */
    public static JobEvent round(Job job, long round) {
        return new JobEvent(JobEventType.roundCompleted, EventIds.round(job, round), job, null, round);
    }

    /**
     * Returns the end that a job shows, with the id that it has before Diffbot reports the completion time; null if it
     * shows none.
     */
    public static @Nullable JobEvent endWithoutTime(Job job) {
        JobEnd end = JobEnd.of(job);
        return end == null
                ? null
                : new JobEvent(
                        end.type(), EventIds.endWithoutTime(job), job, null, job.getRoundsCompleted());
    }

    /** Changes the credits that the job may cost. */
    void setBudget(CreditBudget newBudget) {
        budget = newBudget;
    }

    /**
     * Returns the last known state of the job; null for none.
     */
    public @Nullable Job last() {
        return last;
    }

    /**
     * Returns whether an end is held until Diffbot reports its completion time.
     */
    public boolean isHolding() {
        return ends.isHolding();
    }

    /**
     * Starts with a job. Only later changes produce events.
     *
     * @param serverTime Diffbot's clock at that moment, in seconds since 1970, or 0 if unknown: an earlier end produces
     *                   no event, also if a pause hides it now
     */
    public void start(Job current, long serverTime) {
        ends.begin(current, serverTime);
        isNewlyExceeded(current);
        remember(current);
    }

    /**
     * Returns the events of the past that the first poll finds: the existence of the job, its status, its rounds and
     * its end.
     *
     * @param firstRound the number of the first round to return; of more than {@value #MAX_ROUNDS} only the last ones
     *                   are returned
     * @param endIsKnown whether its end was handled before and is not returned
     */
    public List<JobEvent> findPast(Job current, Set<JobEventType> wanted, long firstRound, boolean endIsKnown) {
        if (endIsKnown) {
            ends.assume(current);
        }
        rounds = Math.max(0, firstRound - 1);
        return new StateChange(current, wanted).findEvents();
    }

    /**
     * Returns the events from the last state to this one. Before the first state, the job did not exist.
     */
    public List<JobEvent> findNext(Job current, Set<JobEventType> wanted) {
        return new StateChange(current, wanted).findEvents();
    }

    /**
     * Returns the events of a missing job.
     */
    public List<JobEvent> findDeletion(Set<JobEventType> wanted) {
        Job missing = Objects.requireNonNull(last);
        StateChange change = new StateChange(missing, wanted);
        change.close(missing);
        if (wanted.contains(JobEventType.deleted)) {
            JobEvent event = deleted(missing);
            change.ready.add(new JobEvent(event.type(), ids.next(event.id()), missing, event.previous(), event.round()));
        }
        return change.ready;
    }

    private boolean isNewlyExceeded(Job job) {
        if (exceeded == budget.max() || !budget.isExceededBy(job)) {
            return false;
        }
        exceeded = budget.max();
        return true;
    }

    private void remember(Job job) {
        last = job;
        rounds = Math.max(rounds, job.getRoundsCompleted());
        // a round that ends with the job is counted only when the next one starts
        uncounted |= JobEnd.of(job) != null && !JobEnd.isCounted(job);
    }

    /**
     * The comparison of a new state of the job with its known state.
     */
    private final class StateChange {

        private final Job job;
        private final Set<JobEventType> wanted;
        private final @Nullable JobStatus previous;
        private final List<JobEvent> ready = new ArrayList<>();
        private boolean emitted;

        StateChange(Job job, Set<JobEventType> wanted) {
            this.job = job;
            this.wanted = wanted;
            this.previous = last == null ? null : last.getStatus();
        }

        List<JobEvent> findEvents() {
            if (last == null) {
                once(JobEventType.created);
            } else if (last.getJobCreationTimeUTC() != job.getJobCreationTimeUTC()) {
                close(last);
                ids = new EventIds();
                ends = new EndHistory();
                last = null;
                rounds = 0;
                uncounted = false;
                exceeded = 0;
                once(JobEventType.restarted);
            }
            budget();
            addSettled(ends.settle(job));
            boolean roundEmitted = rounds();
            Ended end = ends.find(job, previous);
            if (end != null) {
                add(event(end));
            }
            if (ends.isHolding()) {
                emitted = true;
            }
            status(roundEmitted, end != null);
            progress();
            remember(job);
            return ready;
        }

        /**
         * Finds the excess of the budget, which comes before an end that shows it.
         */
        private void budget() {
            if (isNewlyExceeded(job) && wanted.contains(JobEventType.overBudget)) {
                ready.add(event(JobEventType.overBudget, EventIds.overBudget(job, budget.max())));
                emitted = true;
            }
        }

        /**
         * Releases the events that wait behind a held end.
         */
        void close(Job before) {
            addSettled(ends.release(before));
        }

        private void addSettled(@Nullable Ended end) {
            JobEvent event = end == null ? null : event(end);
            if (event != null && wanted.contains(event.type())) {
                ready.add(event);
                emitted = true;
            }
            if (!isHolding()) {
                ready.addAll(held);
                held.clear();
            }
        }

        private boolean isHolding() {
            return ends.isHolding() && (wanted.contains(JobEventType.completed) || wanted.contains(JobEventType.failed));
        }

        /**
         * Finds the completed rounds, and returns whether they also explain the change of status.
         */
        private boolean rounds() {
            long now = job.getRoundsCompleted();
            if (now <= rounds) {
                uncounted &= job.getStatus().getGroup() != JobStatusGroup.running;
                return false;
            }
            long from = rounds + 1;
            if (uncounted && !(now == from && job.getJobCompletionTimeUTC() > ends.time())) {
                // the end of that round was delivered as the completion of the job
                from++;
            }
            uncounted = false;
            long start = ManualStart.find(last, job, rounds);
            if (!wanted.contains(JobEventType.roundCompleted)) {
                return false;
            }
            for (long round = Math.max(from, now - MAX_ROUNDS + 1); round <= now; round++) {
                if (round != start) {
                    // without the status: the next round may have started before the poll
                    add(new JobEvent(JobEventType.roundCompleted, EventIds.round(job, round), job, previous, round));
                }
            }
            return from <= now && job.getStatus().getGroup() == JobStatusGroup.waiting;
        }

        private void status(boolean roundEmitted, boolean endEmitted) {
            JobStatus before = last == null ? NEW : last.getStatus();
            JobStatus now = job.getStatus();
            if (now.getCode() == before.getCode() || roundEmitted || endEmitted && now.getGroup().isEnd()) {
                return;
            }
            if (now.getGroup().isEnd()) {
                // a known or held end
                if (before.getGroup().isEnd() && !ends.isHolding()) {
                    status(JobEventType.status);
                }
                return;
            }
            JobEventType type = specific(before.getGroup(), now);
            status(wanted.contains(type) ? type : JobEventType.status);
        }

        private void status(JobEventType type) {
            add(event(type, ids.next(EventIds.status(job, type))));
        }

        private void progress() {
            if (!emitted && last != null && wanted.contains(JobEventType.progress) && countersMoved(last)) {
                add(event(JobEventType.progress, EventIds.progress(job)));
            }
        }

        private boolean countersMoved(Job before) {
            return before.getObjectsFound() != job.getObjectsFound()
                    || before.getPageCrawlAttempts() != job.getPageCrawlAttempts()
                    || before.getPageCrawlSuccesses() != job.getPageCrawlSuccesses()
                    || before.getPageProcessAttempts() != job.getPageProcessAttempts()
                    || before.getPageProcessSuccesses() != job.getPageProcessSuccesses()
                    || before.getUrlsHarvested() != job.getUrlsHarvested();
        }

        private void once(JobEventType type) {
            add(event(type, EventIds.once(job, type)));
        }

        private JobEvent event(JobEventType type, String id) {
            return new JobEvent(type, id, job, previous, job.getRoundsCompleted());
        }

        private void add(JobEvent event) {
            if (!wanted.contains(event.type())) {
                return;
            }
            emitted = true;
            (isHolding() ? held : ready).add(event);
        }

        private JobEvent event(Ended end) {
            String id = end.time() > 0
                    ? EventIds.end(end.job(), end.time())
                    : ids.next(end.resumed() ? EventIds.resumedEnd(end.job()) : EventIds.endWithoutTime(end.job()));
            return new JobEvent(end.type(), id, end.job(), end.previous(), end.job().getRoundsCompleted());
        }
    }

    private static JobEventType specific(JobStatusGroup before, JobStatus status) {
        return switch (status.getGroup()) {
            case finished -> JobEventType.completed;
            case failed -> JobEventType.failed;
            case paused -> JobEventType.paused;
            case suspended -> JobEventType.suspended;
            case halted -> JobEventType.halted;
            case waiting -> before.isPause() ? JobEventType.resumed : JobEventType.status;
            case running -> running(before, status);
            case unknown -> JobEventType.status;
        };
    }

    private static JobEventType running(JobStatusGroup before, JobStatus status) {
        if (before.isPause() || before.isEnd()) {
            return JobEventType.resumed;
        }
        return status.getCode() == 7 ? JobEventType.started : JobEventType.status;
    }
}
