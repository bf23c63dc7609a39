/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.failsafe.RateLimiter;

/**
 * Holds calls back: to so many per second, and all of them while the server wants to be left alone.
 */
final class Throttle {

    private final RateLimiter<Object> limiter;
    private final Duration longest;
    private final long longestPause;
    private final AtomicLong openAt = new AtomicLong(System.nanoTime());

    /**
     * @param perSecond    how many calls are let through per second; 0 for any number
     * @param longest      how long a call may wait for its turn
     * @param longestPause how long a call may wait because the server wants to be left alone
     */
    Throttle(double perSecond, Duration longest, Duration longestPause) {
        this.limiter = perSecond > 0 ? limiter(perSecond) : null;
        this.longest = longest;
        this.longestPause = longestPause.toNanos();
    }

    private static RateLimiter<Object> limiter(double perSecond) {
        // whole calls in a period that fits: 2.5 per second are 2 in 0.8 seconds, 0.1 are 1 in 10
        long calls = Math.max(1, (long) perSecond);
        return RateLimiter.burstyBuilder(calls, Duration.ofNanos((long) (1e9 * calls / perSecond))).build();
    }

    /**
     * Waits for a call's turn.
     *
     * @return false when its turn would not come in time
     */
    boolean await() throws InterruptedException {
        awaitEndOfPause();
        if (limiter != null && !limiter.tryAcquirePermit(longest)) {
            return false;
        }
        // one may have begun meanwhile
        awaitEndOfPause();
        return true;
    }

    /**
     * Lets no call through for that long.
     */
    void pause(Duration wait) {
        openAt.accumulateAndGet(System.nanoTime() + wait.toNanos(), (now, then) -> then - now > 0 ? then : now);
    }

    private void awaitEndOfPause() throws InterruptedException {
        long giveUpAt = System.nanoTime() + longestPause;
        // others may make it longer while this one waits, but not for ever
        while (true) {
            long now = System.nanoTime();
            long left = Math.min(openAt.get() - now, giveUpAt - now);
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
