/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * A round that is started by hand. Diffbot counts its start as a round, and its end as another one. A round that it
 * interrupts never ends.
 */
public final class ManualStart {

    private static final double SECONDS_PER_DAY = 86_400;
    private static final long NONE = -1;

    private ManualStart() {
    }

    /**
     * Returns the number of the round that is only such a start; -1 if there is none. With it, the start of the current
     * or next round is earlier than after as many scheduled rounds. Half an interval is left for rounding, so that no
     * scheduled round is mistaken for a start.
     *
     * @param before  an earlier state of the job; null for none
     * @param counted the number of rounds then
     */
    public static long find(@Nullable Job before, Job now, long counted) {
        if (before == null || before.getJobCreationTimeUTC() != now.getJobCreationTimeUTC() || now.getRepeat() <= 0
                || now.getRepeat() != before.getRepeat() || now.getRoundStartTime() <= 0) {
            return NONE;
        }
        // the first round has no start time
        long from = before.getRoundStartTime() > 0 ? before.getRoundStartTime() : before.getJobCreationTimeUTC();
        double intervals = (now.getRoundStartTime() - from) / (now.getRepeat() * SECONDS_PER_DAY);
        long rounds = now.getRoundsCompleted();
        if (from <= 0 || intervals >= rounds - counted - 0.5) {
            return NONE;
        }
        if (isInRound(now)) {
            return rounds;
        }
        // the last one has ended
        return rounds - counted > 1 ? rounds - 1 : NONE;
    }

    private static boolean isInRound(Job job) {
        JobStatusGroup group = job.getStatus().getGroup();
        return group == JobStatusGroup.running || group.isPause() && job.getRoundStartTime() <= job.getCurrentTimeUTC();
    }
}
