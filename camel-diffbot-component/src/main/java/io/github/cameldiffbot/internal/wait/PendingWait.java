/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;

import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.ManualStart;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * A wait for the end of a job. There can be 100,000 instances, so it keeps little state.
 */
public final class PendingWait {

    /**
     * The maximum timeout, so that no deadline overflows: a hundred years.
     */
    private static final Duration MAX_TIMEOUT = Duration.ofDays(36_500);

    /**
     * Receives the outcome of a wait.
     */
    @FunctionalInterface
    public interface Listener {

        /**
         * Handles the outcome. Called once, on a thread of the executor for continuations.
         */
        void onOutcome(WaitOutcome outcome);
    }

    private final WaitOwner owner;
    private final Listener listener;
    private final long timeout;
    private final boolean endOnPause;
    private final @Nullable Job before;
    private @Nullable Object parentTask;
    private long startedAt;
    private long created;
    private long serverTime;
    private long roundsBefore;

    /**
     * @param before     the job before it got more work, or null. An end in this state is ignored for some minutes
     * @param timeout    the maximum wait
     * @param endOnPause whether a job that is paused or halted ends the wait
     */
    public PendingWait(WaitOwner owner, @Nullable Job before, Duration timeout, boolean endOnPause, Listener listener) {
        this.owner = owner;
        this.before = before;
        this.timeout = deadline(0, timeout);
        this.endOnPause = endOnPause;
        this.listener = listener;
    }

    /**
     * Begins the wait.
     *
     * @param now  the current moment, as System.nanoTime
     * @param task the task of the executor in which the wait begins, or null
     */
    void begin(long now, @Nullable Object task) {
        startedAt = now;
        parentTask = task;
    }

    /**
     * Returns the end of a timeout that begins now, bounded so that it does not overflow.
     */
    static long deadline(long now, Duration timeout) {
        return now + (timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT.toNanos() : timeout.toNanos());
    }

    /**
     * Starts the wait with the current job. Returns the end of the wait, or null when it continues.
     */
    @Nullable
    WaitEnd start(Job job, long now) {
        created = job.getJobCreationTimeUTC();
        serverTime = job.getCurrentTimeUTC();
        roundsBefore = job.getRoundsCompleted();
        return findEnd(job, now);
    }

    WaitOwner owner() {
        return owner;
    }

    Listener listener() {
        return listener;
    }

    @Nullable
    Object parentTask() {
        return parentTask;
    }

    long deadline() {
        return startedAt + timeout;
    }

    /**
     * Returns the moment at which the wait ends even when the last poll has no response. That poll comes at the
     * deadline or up to one interval later; half an interval is left for its response. A short timeout is exceeded by a
     * quarter at most.
     *
     * @param minInterval the minimum time between two polls
     */
    long latestEnd(long minInterval) {
        return deadline() + Math.min(minInterval + minInterval / 2, timeout / 4);
    }

    boolean isNewerThan(long moment) {
        return startedAt - moment > 0;
    }

    boolean isDue(long now) {
        return now - deadline() >= 0;
    }

    /**
     * Returns how the current job ends the wait, or null when the wait continues.
     */
    @Nullable
    WaitEnd findEnd(Job job, long now) {
        if (now - startedAt <= JobSnapshot.GRACE.toNanos() && isStale(job)) {
            return null;
        }
        return switch (job.getStatus().getGroup()) {
            case finished -> WaitEnd.done;
            case waiting -> isBeforeItsNextRound(job) ? null : WaitEnd.done;
            case failed -> WaitEnd.failed;
            case paused -> endedBeforePause(job) ? hiddenEnd(job) : endOnPause ? WaitEnd.paused : null;
            case halted -> endOnPause ? WaitEnd.paused : null;
            case suspended -> endedBeforePause(job) ? hiddenEnd(job) : hasNewRound(job) ? WaitEnd.done : null;
            case running, unknown -> hasNewRound(job) ? WaitEnd.done : null;
        };
    }

    /**
     * Returns whether a response shows the job from before the wait. Diffbot may show that state for some minutes after
     * a change.
     */
    private boolean isStale(Job job) {
        boolean sameJob = job.getJobCreationTimeUTC() == created;
        boolean stillStale = before != null && job.getJobCreationTimeUTC() == before.getJobCreationTimeUTC()
                && job.getJobCompletionTimeUTC() == before.getJobCompletionTimeUTC()
                && job.getPageCrawlAttempts() == before.getPageCrawlAttempts();
        boolean olderAnswer = sameJob && job.getCurrentTimeUTC() != 0 && job.getCurrentTimeUTC() < serverTime;
        return stillStale || olderAnswer || sameJob && job.getRoundsCompleted() < roundsBefore;
    }

    // a round that ended between two polls counts, too
    private boolean hasNewRound(Job job) {
        long counted = roundsBefore(job);
        return job.getRoundsCompleted() > counted
                && (job.getRoundsCompleted() > counted + 1 || ManualStart.find(before, job, counted) < 0);
    }

    private static WaitEnd hiddenEnd(Job job) {
        JobEvent end = JobEventDetector.endWithoutTime(job);
        return end != null && end.type() == JobEventType.failed ? WaitEnd.failed : WaitEnd.done;
    }

    /**
     * Returns whether a job that got more work between two rounds has not begun with it.
     */
    private boolean isBeforeItsNextRound(Job job) {
        return before != null && before.getStatus().getGroup() == JobStatusGroup.waiting
                && job.getJobCreationTimeUTC() == before.getJobCreationTimeUTC()
                && job.getRoundsCompleted() == before.getRoundsCompleted();
    }

    /**
     * Returns whether a paused job ended after the wait began and before the pause. Diffbot keeps the time of an
     * earlier end while a job is paused, so only a later time counts.
     */
    private boolean endedBeforePause(Job job) {
        return serverTime > 0 && job.getJobCreationTimeUTC() == created && job.getJobCompletionTimeUTC() >= serverTime;
    }

    private long roundsBefore(Job job) {
        // a restarted job counts its rounds from 0
        return job.getJobCreationTimeUTC() == created ? roundsBefore : 0;
    }
}
