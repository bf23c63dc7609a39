/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;

/**
 * The times between two polls for waits.
 *
 * @param min the minimum, for young jobs
 * @param max the maximum
 */
public record PollIntervals(Duration min, Duration max) {

    /**
     * Returns the minimum in nanoseconds.
     */
    long minNanos() {
        return min.toNanos();
    }

    /**
     * Returns the maximum in nanoseconds.
     */
    long maxNanos() {
        return max.toNanos();
    }
}
