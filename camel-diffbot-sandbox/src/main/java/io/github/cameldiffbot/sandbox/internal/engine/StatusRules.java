/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/** Derives the status of a job. If several conditions hold, the first one in this order wins. */
final class StatusRules {

    private static final JobStatus MAINTENANCE
            = new JobStatus(8, "All crawling temporarily paused by root administrator for maintenance.");

    private StatusRules() {
    }

    /** Returns the status that a job in this condition shows. */
    static JobStatus of(
            Phase phase, boolean paused, Limits limits, RoundSchedule rounds, CounterValues counters, long nowMillis,
            boolean maintenance) {
        if (maintenance) {
            return MAINTENANCE;
        }
        boolean waiting = phase == Phase.WAITING;
        boolean due = rounds.isDue(nowMillis);
        if (waiting && rounds.hasReachedMaxRounds()) {
            return new JobStatus(1, "Job has reached maxRounds limit.");
        }
        String nextRound = "Next crawl round to start in " + rounds.secondsUntilDue(nowMillis) + " seconds.";
        Setting limit = limits.reached();
        if (limit != null && waiting && !due) {
            return new JobStatus(4, "Jobs has reached " + limit.wire() + " limit. " + nextRound);
        }
        if (limit != null) {
            return new JobStatus(limit == Setting.MAX_TO_CRAWL ? 2 : 3, "Job has reached " + limit.wire() + " limit.");
        }
        if (paused) {
            return new JobStatus(6, "Job paused.");
        }
        if (limits.isHalted()) {
            return new JobStatus(11, "Job automatically paused because crawl is inefficient.");
        }
        if (waiting && !due) {
            return new JobStatus(4, nextRound);
        }
        return switch (phase) {
            case NEW -> new JobStatus(0, "Job is initializing.");
            case DONE -> counters.crawlAttempts() > 0 && counters.crawlSuccesses() == 0
                    ? new JobStatus(10, "Failed to crawl any seed.")
                    : new JobStatus(9, "Job has completed and no repeat is scheduled.");
            case WAITING -> new JobStatus(4, "Job round completed.");
            default -> new JobStatus(7, "Job is in progress.");
        };
    }
}
