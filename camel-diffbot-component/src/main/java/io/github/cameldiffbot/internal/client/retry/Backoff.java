/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Computes the delays of retries.
 */
public final class Backoff {

    private static final long THROTTLED_NANOS = Duration.ofSeconds(1).toNanos();

    private final long first;
    private final long cap;
    private final DoubleSupplier random;

    /**
     * @param random returns numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Backoff(Duration first, Duration cap, DoubleSupplier random) {
        this.first = Math.max(1, first.toNanos());
        this.cap = Math.max(1, cap.toNanos());
        this.random = random;
    }

    /**
     * Returns the delay after a failure: random up to a bound that doubles each time, so that many callers spread out.
     *
     * @param failures the number of failures before
     */
    public Duration afterFailure(int failures, @Nullable Duration retryAfter) {
        if (retryAfter != null) {
            return cap(retryAfter);
        }
        long bound = Math.min(cap, doubleTimes(first, failures));
        return Duration.ofNanos(Math.max(1, bound - (long) (random.getAsDouble() * bound)));
    }

    /**
     * Returns the delay after "too many requests": at least a second, and longer each time.
     *
     * @param throttles the number of such responses before
     */
    public Duration afterThrottle(int throttles, @Nullable Duration retryAfter) {
        if (retryAfter != null) {
            return cap(retryAfter);
        }
        long min = doubleTimes(Math.max(first, THROTTLED_NANOS), throttles);
        return Duration.ofNanos(Math.min(cap, min + (long) (random.getAsDouble() * min / 2)));
    }

    /**
     * Returns whether the server requests a longer delay than the maximum.
     */
    public boolean isTooLong(@Nullable Duration retryAfter) {
        return retryAfter != null && retryAfter.compareTo(Duration.ofNanos(cap)) > 0;
    }

    private Duration cap(Duration wait) {
        Duration limit = Duration.ofNanos(cap);
        return wait.compareTo(limit) > 0 ? limit : wait;
    }

    private static long doubleTimes(long nanos, int times) {
        // beyond a century only the cap applies; the shift must not overflow
        return times >= 62 || nanos > Long.MAX_VALUE / 4 >> times ? Long.MAX_VALUE / 4 : nanos << times;
    }
}
