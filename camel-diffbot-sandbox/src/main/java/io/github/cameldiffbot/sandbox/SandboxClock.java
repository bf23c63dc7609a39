/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.runner.VirtualTime;

/** The clock of the jobs of a sandbox. */
public final class SandboxClock {

    private final JobClock clock;
    private final VirtualTime virtualTime;

    SandboxClock(JobClock clock, VirtualTime virtualTime) {
        this.clock = clock;
        this.virtualTime = virtualTime;
    }

    /** Returns the time of the jobs. */
    public Instant now() {
        return clock.now();
    }

    /**
     * Moves a virtual clock. Rounds that become due on the way run one after the other, each at its time. When this
     * method returns, their work is done, unless the sandbox holds it back.
     *
     * @throws IllegalStateException if the clock is not virtual
     */
    public void advance(Duration step) {
        virtualTime.advance(step);
    }

    /**
     * Moves a virtual clock to the next event of a job: a round, the crawl of its seeds, or the end of a crawl delay.
     *
     * @return                       false if no job waits for an event
     * @throws IllegalStateException if the clock is not virtual
     */
    public boolean toNextEvent() {
        return virtualTime.toNextEvent();
    }

    /**
     * Moves a virtual clock until no job waits for an event.
     *
     * @throws IllegalStateException if the clock is not virtual, or a job repeats without end
     */
    public void toEnd() {
        virtualTime.toEnd();
    }
}
