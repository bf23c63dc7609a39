/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;

/**
 * The handled events of a job at the first poll.
 *
 * @param firstRound the number of the first round to deliver
 * @param ended      whether its end was handled before Diffbot reported the completion time
 */
record HandledPast(long firstRound, boolean ended) {

    /**
     * Returns the past of a job without a record: only the last round is delivered.
     */
    static HandledPast unknown(Job job) {
        return new HandledPast(job.getRoundsCompleted(), false);
    }

    /**
     * @param followed whether the job was tracked before
     */
    static HandledPast of(Job job, HandledEvents handled, boolean followed) {
        JobEvent end = JobEventDetector.endWithoutTime(job);
        return new HandledPast(firstRound(job, handled, followed), end != null && handled.contains(end));
    }

    private static long firstRound(Job job, HandledEvents handled, boolean followed) {
        long last = job.getRoundsCompleted();
        long first = Math.max(1, last - JobEventDetector.MAX_ROUNDS + 1);
        for (long round = last; round >= first; round--) {
            if (handled.contains(JobEventDetector.round(job, round))) {
                return Math.min(last, round + 1);
            }
        }
        return followed ? Math.min(last, first) : last;
    }
}
