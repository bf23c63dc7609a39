/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import io.github.cameldiffbot.job.Job;

/**
 * Somebody who waits for a job to be over. There can be ten thousand of them, so this holds no more than it must.
 */
public final class JobWait {

    /**
     * What the waiter does when the wait is over. It is called once, on a thread of the pool that was given for it.
     */
    public interface Listener {

        /**
         * @param end  how the wait ended
         * @param last the job as it was last seen; null when it never was
         */
        void over(WaitEnd end, Job last);
    }

    private final Object owner;
    private final Listener listener;
    private final long parkedAt;
    private final long deadline;
    private final long roundsBefore;
    private final boolean endOnPause;
    private final Job stale;

    /**
     * @param owner        who waits, by which several waits can be ended together
     * @param parkedAt     when the wait began, on the clock of System.nanoTime
     * @param deadline     when the wait is over at the latest, on the same clock
     * @param roundsBefore the rounds that the job had completed when the wait began
     * @param endOnPause   whether a job that is paused or halted ends the wait
     * @param stale        how the job was before it got more to do, as Diffbot may go on telling for a moment; or null
     * @param listener     what to do then
     */
    JobWait(Object owner, long parkedAt, long deadline, long roundsBefore, boolean endOnPause, Job stale, Listener listener) {
        this.owner = owner;
        this.parkedAt = parkedAt;
        this.deadline = deadline;
        this.roundsBefore = roundsBefore;
        this.endOnPause = endOnPause;
        this.stale = stale;
        this.listener = listener;
    }

    boolean belongsTo(Object somebody) {
        return owner == somebody;
    }

    long deadline() {
        return deadline;
    }

    boolean isNewerThan(long moment) {
        return parkedAt - moment > 0;
    }

    boolean isDue(long now) {
        return now - deadline >= 0;
    }

    Listener listener() {
        return listener;
    }

    /**
     * How the job as it is now ends the wait, or null when it does not.
     */
    WaitEnd endedBy(Job job, long now) {
        // a job that still is as it was after so long had nothing more to do
        if (stale != null && now - parkedAt <= AwaitedJob.GRACE.toNanos()
                && job.getJobCreationTimeUTC() == stale.getJobCreationTimeUTC()
                && job.getJobCompletionTimeUTC() == stale.getJobCompletionTimeUTC()
                && job.getPageCrawlAttempts() == stale.getPageCrawlAttempts()) {
            return null;
        }
        return switch (job.getStatus().getGroup()) {
            case finished, waiting -> WaitEnd.done;
            case failed -> WaitEnd.failed;
            case paused, halted -> endOnPause ? WaitEnd.paused : null;
            // a round that ended between two looks counts, too
            case running, suspended, unknown -> job.getRoundsCompleted() > roundsBefore ? WaitEnd.done : null;
        };
    }
}
