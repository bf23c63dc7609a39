/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * What a status code means for somebody who waits for the job.
 */
public enum JobStatusGroup {

    /**
     * 0 and 7: at work, or about to be.
     */
    running,

    /**
     * 4: a round ended, the next one is scheduled. The job continues.
     */
    waiting,

    /**
     * 1, 2, 3 and 9: over. 2 and 3 mean that a limit ended it, so the data may be partial.
     */
    finished,

    /**
     * 5 and 10: over without a result.
     */
    failed,

    /**
     * 6: paused by its owner.
     */
    paused,

    /**
     * 8: suspended by Diffbot for maintenance; it continues by itself.
     */
    suspended,

    /**
     * 11: halted by Diffbot because the crawl finds nothing to process; check the crawl.
     */
    halted,

    /**
     * Any other code: keep looking.
     */
    unknown;

    /**
     * The group of a status code.
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
     * Whether the job is over: nothing more happens unless somebody asks for it.
     */
    public boolean isEnd() {
        return this == finished || this == failed;
    }

    /**
     * Whether the job stands still and is expected to go on.
     */
    public boolean isPause() {
        return this == paused || this == suspended || this == halted;
    }
}
