/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Checks whether a request with a lost response was carried out. A new job can appear late, because the server may
 * still process the request, so the check is repeated. One time limit applies to all requests of a call.
 */
final class OutcomeSearch<T> {

    // after an early break the server processes the request for a shorter time than after a timeout
    private static final int SHARE_AFTER_BREAK = 8;

    private final ApiExecutor executor;
    private final Call call;
    private final Supplier<Finding<T>> outcomeCheck;
    private Duration remaining;

    OutcomeSearch(ApiExecutor executor, Call call, Supplier<Finding<T>> outcomeCheck) {
        this.executor = executor;
        this.call = call;
        this.outcomeCheck = outcomeCheck;
        this.remaining = executor.settings().grace();
    }

    /**
     * Returns whether there is time left for a new job to appear; always true for other calls.
     */
    boolean hasTime() {
        return call.idempotency() != Idempotency.VERIFIABLE || isPositive(remaining);
    }

    /**
     * @param  inProgress whether the server may still process the request, as after a timeout
     * @return            the last finding
     */
    Finding<T> find(boolean inProgress) {
        if (!hasTime() || call.idempotency() != Idempotency.VERIFIABLE) {
            return executor.retryUntil().check(call, outcomeCheck);
        }
        Finding<T> found = findWithin(inProgress ? remaining : shorter(remaining, timeAfterBreak()));
        // the new job is hidden while the deleted job is still shown
        return found.state() == Finding.State.stale && hasTime() ? findWithin(remaining) : found;
    }

    private Finding<T> findWithin(Duration maxDuration) {
        long start = System.nanoTime();
        try {
            return executor.retryUntil().check(call, outcomeCheck, maxDuration);
        } finally {
            remaining = remaining.minusNanos(System.nanoTime() - start);
        }
    }

    private Duration timeAfterBreak() {
        Duration share = executor.settings().grace().dividedBy(SHARE_AFTER_BREAK);
        Duration timeout = executor.settings().requestTimeout();
        // a response would not have taken longer
        return isPositive(timeout) ? shorter(share, timeout) : share;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
