/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobEngine;

/** The clock that a sandbox's jobs live by. */
public final class SandboxClock {

    private final JobClock clock;
    private final JobEngine engine;

    SandboxClock(JobClock clock, JobEngine engine) {
        this.clock = clock;
        this.engine = engine;
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
        engine.advance(step);
    }
}
