/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.TimeTravel;

/** The clock that a sandbox's jobs live by. */
public final class SandboxClock {

    private final JobClock clock;
    private final TimeTravel timeTravel;

    SandboxClock(JobClock clock, TimeTravel timeTravel) {
        this.clock = clock;
        this.timeTravel = timeTravel;
    }

    /**
     * The time of the jobs.
     *
     * @return now
     */
    public Instant now() {
        return clock.now();
    }

    /**
     * Moves a virtual clock. Rounds that become due on the way take place one after the other, each at its time; when
     * this returns, their work is done, unless it is being held.
     *
     * @param  step                  how far
     * @throws IllegalStateException if the clock is not virtual
     */
    public void advance(Duration step) {
        timeTravel.advance(step);
    }

    /**
     * Moves a virtual clock to the next thing that a job waits for: a round, its seeds, or a page whose turn comes.
     *
     * @return                       false if no job waits for anything
     * @throws IllegalStateException if the clock is not virtual
     */
    public boolean toNextEvent() {
        return timeTravel.toNextEvent();
    }

    /**
     * Moves a virtual clock until no job waits for anything.
     *
     * @throws IllegalStateException if the clock is not virtual, or a job repeats for ever
     */
    public void toEnd() {
        timeTravel.toEnd();
    }
}
