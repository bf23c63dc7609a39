/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;

/**
 * Finds out whether a request was carried out whose answer was lost. A job that was to be created can appear late, as
 * the server may still be at work on the request, so it is looked for again and again. The time for that is bounded for
 * all requests of a call together.
 */
final class OutcomeSearch<T> {

    // of the time after a timeout: a request whose connection broke at once is not worked on for as long
    private static final int SHARE_AFTER_BREAK = 8;

    private final ApiExecutor executor;
    private final Call call;
    private final ApiExecutor.OutcomeCheck<T> outcomeCheck;
    private Duration remaining;

    OutcomeSearch(ApiExecutor executor, Call call, ApiExecutor.OutcomeCheck<T> outcomeCheck) {
        this.executor = executor;
        this.call = call;
        this.outcomeCheck = outcomeCheck;
        this.remaining = executor.settings().grace();
    }

    /**
     * Whether there is still time to wait for a job to appear; always where none is waited for.
     */
    boolean hasTime() {
        return call.idempotency() != Idempotency.VERIFIABLE || isPositive(remaining);
    }

    /**
     * @param  inProgress whether the server may be at work on the request for long, as after a timeout
     * @return            the last finding
     */
    Finding<T> find(boolean inProgress) {
        if (!hasTime() || call.idempotency() != Idempotency.VERIFIABLE) {
            return executor.retryUntil().check(call, outcomeCheck);
        }
        Finding<T> found = findWithin(inProgress ? remaining : shorter(remaining, timeAfterBreak()));
        // while the job is seen that was deleted before, the new one cannot be
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
        // an answer would not have been waited for any longer
        return isPositive(timeout) ? shorter(share, timeout) : share;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
