/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * Groups of status codes with the same meaning for a wait.
 */
public enum JobStatusGroup {

    /**
     * 0, 7: running or about to run. 2, 3 of a job that repeats: a round reached its limit and is not counted yet.
     */
    running,

    /**
     * 4: a round ended, the next one is scheduled. The job continues. 2, 3 of a job that repeats: the same, and the
     * round reached a limit.
     */
    waiting,

    /**
     * 1, 9: ended. 2, 3 of a job that does not repeat: ended by a limit, the data may be partial.
     */
    finished,

    /**
     * 5, 10: ended without a result.
     */
    failed,

    /**
     * 6: paused by its owner.
     */
    paused,

    /**
     * 8: suspended by Diffbot for maintenance. It continues by itself.
     */
    suspended,

    /**
     * 11: halted by Diffbot because the crawl finds nothing to process. Check the crawl.
     */
    halted,

    /**
     * Any other code. Polling continues.
     */
    unknown;

    /**
     * Returns the group of a status code of a job that does not repeat.
     */
    public static JobStatusGroup of(int code) {
        return switch (code) {
            case 0, 7 -> running;
            case 4 -> waiting;
            case 1, 2, 3, 9 -> finished;
            case 5, 10 -> failed;
            case 6 -> paused;
            case 8 -> suspended;
            case 11 -> halted;
            default -> unknown;
        };
    }

    /**
     * Returns the group of the status code of a job. A limit of a job that repeats ends only its round: Diffbot shows
     * it until the round is counted, and again when the next one is due, for as long as a pause keeps it from starting.
     */
    static JobStatusGroup of(int code, Job job) {
        if (code != 2 && code != 3 || job.getRepeat() <= 0) {
            return of(code);
        }
        boolean counted = job.getRoundsCompleted() > 0 && job.getPageCrawlSuccessesThisRound() == 0
                && job.getPageProcessSuccessesThisRound() == 0;
        return counted ? waiting : running;
    }

    /**
     * Returns whether the job has ended. An ended job changes only on request.
     */
    public boolean isEnd() {
        return this == finished || this == failed;
    }

    /**
     * Returns whether the job is paused and can continue.
     */
    public boolean isPause() {
        return this == paused || this == suspended || this == halted;
    }
}
