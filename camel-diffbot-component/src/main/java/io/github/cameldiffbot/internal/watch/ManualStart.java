/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * A round that is started by hand before its time. Diffbot counts its start as a round, and its end as another one.
 */
final class ManualStart {

    private static final double SECONDS_PER_DAY = 86_400;

    private ManualStart() {
    }

    /**
     * Returns whether one of the counted rounds is such a start. Then the next start is earlier than after as many
     * scheduled rounds. Half an interval is left for rounding, so that no scheduled round is mistaken for a start.
     *
     * @param before  the state before the counter of rounds grew; null for none
     * @param counted the number of new rounds
     */
    static boolean isCounted(@Nullable Job before, Job now, long counted) {
        if (before == null || before.getStatus().getGroup() != JobStatusGroup.waiting || before.getRoundStartTime() <= 0
                || now.getRoundStartTime() <= 0 || now.getRepeat() != before.getRepeat()) {
            return false;
        }
        if (counted == 1 && now.getStatus().getGroup() != JobStatusGroup.running) {
            // a round has ended, so it is that one
            return false;
        }
        double intervals = (now.getRoundStartTime() - before.getRoundStartTime()) / (now.getRepeat() * SECONDS_PER_DAY);
        return intervals < counted - 0.5;
    }
}
