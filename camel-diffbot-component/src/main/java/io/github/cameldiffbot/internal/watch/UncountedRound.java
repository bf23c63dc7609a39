/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;

/**
 * The round of a repeating job that is over but not counted. Diffbot calls the webhook in this state; then it counts
 * the round and sets the start of the next one.
 */
public final class UncountedRound {

    private UncountedRound() {
    }

    /**
     * Returns the events that the state of a job shows at a call of the webhook, with the ids that a consumer gives
     * them after the round is counted. The last round also ends the job. That end is left out if the completion time is
     * unknown, because its id is unknown then.
     */
    public static List<JobEvent> findEvents(Job job, Set<JobEventType> wanted) {
        if (!isShownBy(job)) {
            return JobEventDetector.findFirst(job, wanted);
        }
        long round = job.getRoundsCompleted() + 1;
        Stream<JobEvent> events = Stream.of(JobEventDetector.round(job, round));
        long time = job.getJobCompletionTimeUTC();
        if (job.getMaxRounds() > 0 && round >= job.getMaxRounds() && time > 0) {
            events = Stream.concat(events, Stream.of(
                    new JobEvent(JobEventType.completed, EventIds.end(job, time), job, null, round)));
        }
        return events.filter(event -> wanted.contains(event.type())).toList();
    }

    private static boolean isShownBy(Job job) {
        if (job.getRepeat() <= 0) {
            return false;
        }
        return switch (job.getStatus().getCode()) {
            // until the round is over, the completion time is that of the round before
            case 2, 3 -> job.getJobCompletionTimeUTC() > 0 && hasStarted(job)
                    && (job.getPageCrawlSuccessesThisRound() > 0 || job.getPageProcessSuccessesThisRound() > 0);
            case 4 -> hasStarted(job);
            default -> false;
        };
    }

    /**
     * Returns whether the start time is that of the ended round, and not of the next one.
     */
    private static boolean hasStarted(Job job) {
        long start = job.getRoundStartTime();
        long end = job.getJobCompletionTimeUTC();
        // the next round may be due: it starts after the end of the counted one
        return start <= job.getCurrentTimeUTC() && (end <= 0 || end >= start);
    }
}
