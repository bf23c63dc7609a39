/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.github.cameldiffbot.sandbox.model.ClockMode;

/** The clock of the jobs. It never goes back. */
public final class JobClock {

    private final ClockMode mode;
    private final Instant start = Instant.now();
    private Duration ahead = Duration.ZERO;
    private Consumer<Instant> listener = time -> {
    };

    /** Creates a clock that shows the present. */
    public JobClock(ClockMode mode) {
        this.mode = mode;
    }

    /** Returns how time passes. */
    public ClockMode mode() {
        return mode;
    }

    /** Returns the time of the jobs. */
    public synchronized Instant now() {
        return (mode == ClockMode.VIRTUAL ? start : Instant.now()).plus(ahead);
    }

    /** Returns the time of the jobs in milliseconds since the epoch. */
    public long millis() {
        return now().toEpochMilli();
    }

    /** Sets a listener of the moves of the clock. */
    public synchronized void onMove(Consumer<Instant> given) {
        listener = given;
    }

    /** Moves the clock forward to a time; does nothing if that time has passed. */
    public synchronized void moveTo(Instant time) {
        Duration step = Duration.between(now(), time);
        if (!step.isNegative()) {
            ahead = ahead.plus(step);
            listener.accept(time);
        }
    }
}
