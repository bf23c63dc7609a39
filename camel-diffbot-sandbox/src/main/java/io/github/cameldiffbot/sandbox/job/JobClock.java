/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Duration;
import java.time.Instant;

/** The time that jobs live in: as it passes, or standing still until it is moved. It never goes back. */
public final class JobClock {

    /** How time passes. */
    public enum Pace {
        /** As it does. */
        REAL,
        /** Only when it is told to. */
        FROZEN,
        /** As it does, but waits for a next round are jumped over. */
        JUMPING
    }

    private final Pace pace;
    private final Instant start = Instant.now();
    private Duration ahead = Duration.ZERO;

    /**
     * A clock that shows the present.
     *
     * @param pace how it goes on from there
     */
    public JobClock(Pace pace) {
        this.pace = pace;
    }

    /**
     * How time passes.
     *
     * @return the pace
     */
    public Pace pace() {
        return pace;
    }

    /**
     * The time of the jobs.
     *
     * @return now
     */
    public synchronized Instant now() {
        return (pace == Pace.FROZEN ? start : Instant.now()).plus(ahead);
    }

    synchronized void moveTo(Instant time) {
        Duration step = Duration.between(now(), time);
        if (!step.isNegative()) {
            ahead = ahead.plus(step);
        }
    }
}
