/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job according to its state: by the status, or behind a pause by the completion time.
 *
 * @param type {@link JobEventType#completed} or {@link JobEventType#failed}
 * @param time the completion time in seconds since 1970; 0 if Diffbot has not reported it
 * @param open whether the status shows the end
 */
record JobEnd(JobEventType type, long time, boolean open) {

    /**
     * The code of a job without URLs, whose completion time is always 0.
     */
    static final int NO_URLS = 5;

    private static final int MAX_ROUNDS_REACHED = 1;
    private static final double SECONDS_PER_DAY = 86_400;

    /**
     * Returns the end that a job shows; null if it shows none.
     */
    static @Nullable JobEnd of(Job job) {
        JobStatusGroup group = job.getStatus().getGroup();
        long time = Math.max(0, job.getJobCompletionTimeUTC());
        if (group.isEnd()) {
            return new JobEnd(group == JobStatusGroup.failed ? JobEventType.failed : JobEventType.completed, time, true);
        }
        // a pause or maintenance hides the status but not the completion time
        if (group.isPause() && time > 0 && !hasFurtherRounds(job)) {
            return new JobEnd(hasOnlyFailures(job) ? JobEventType.failed : JobEventType.completed, time, false);
        }
        return null;
    }

    static boolean isEnd(JobEventType type) {
        return type == JobEventType.completed || type == JobEventType.failed;
    }

    /**
     * Returns whether Diffbot reports the completion time of this ended job, at once or later.
     */
    static boolean isTimeExpected(Job job) {
        return job.getStatus().getCode() != NO_URLS;
    }

    /**
     * Returns whether the counter of rounds includes the one that ended with the job. A job that does not repeat counts
     * it only when a further round starts.
     */
    static boolean isCounted(Job job) {
        return job.getRepeat() > 0 || job.getStatus().getCode() == MAX_ROUNDS_REACHED;
    }

    private static boolean hasFurtherRounds(Job job) {
        return job.getRepeat() > 0
                && (job.getMaxRounds() <= 0 || job.getRoundsCompleted() < job.getMaxRounds() || isInRound(job));
    }

    // the start of a round by hand is counted, too; after the end of a round the next start is an interval later
    private static boolean isInRound(Job job) {
        return job.getRoundStartTime() > 0
                && job.getRoundStartTime() < job.getJobCompletionTimeUTC() + job.getRepeat() * SECONDS_PER_DAY / 2;
    }

    /**
     * Returns whether the job has the counters for which Diffbot reports status 10 instead of 9. A job that repeats
     * ends with status 1.
     */
    private static boolean hasOnlyFailures(Job job) {
        return job.getRepeat() <= 0 && job.getPageCrawlAttempts() > 0 && job.containsKey("pageCrawlSuccesses")
                && job.getPageCrawlSuccesses() == 0;
    }
}
