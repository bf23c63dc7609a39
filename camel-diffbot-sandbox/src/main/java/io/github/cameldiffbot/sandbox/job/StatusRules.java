/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/** Which status a job shows when several conditions hold: the first in this order. */
final class StatusRules {

    private static final JobStatus MAINTENANCE
            = new JobStatus(8, "All crawling temporarily paused by root administrator for maintenance.");

    private StatusRules() {
    }

    static JobStatus of(Job job, long nowMillis, boolean maintenance) {
        if (job.forced != null) {
            return job.forced;
        }
        if (maintenance) {
            return MAINTENANCE;
        }
        boolean waiting = job.phase == Job.Phase.WAITING;
        boolean due = job.rounds.due <= nowMillis;
        if (waiting && job.rounds.areUsedUp()) {
            return new JobStatus(1, "Job has reached maxRounds limit.");
        }
        if (job.limits.hit != null && waiting && !due) {
            return new JobStatus(4, "Jobs has reached " + job.limits.hit.wire() + " limit. " + nextRound(job, nowMillis));
        }
        if (job.limits.hit != null) {
            int code = job.limits.hit == Setting.MAX_TO_CRAWL ? 2 : 3;
            return new JobStatus(code, "Job has reached " + job.limits.hit.wire() + " limit.");
        }
        if (job.paused) {
            return new JobStatus(6, "Job paused.");
        }
        if (job.limits.halted) {
            return new JobStatus(11, "Job automatically paused because crawl is inefficient.");
        }
        if (waiting && !due) {
            return new JobStatus(4, nextRound(job, nowMillis));
        }
        return switch (job.phase) {
            case NEW -> new JobStatus(0, "Job is initializing.");
            case DONE -> job.counters.crawlAttempts > 0 && job.counters.crawlSuccesses == 0
                    ? new JobStatus(10, "Failed to crawl any seed.")
                    : new JobStatus(9, "Job has completed and no repeat is scheduled.");
            case WAITING -> new JobStatus(4, "Job round completed.");
            default -> new JobStatus(7, "Job is in progress.");
        };
    }

    private static String nextRound(Job job, long nowMillis) {
        return "Next crawl round to start in " + (job.rounds.due - nowMillis + 999) / 1000 + " seconds.";
    }
}
