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

    private final Caller caller;
    private final Call call;
    private final Caller.LookUp<T> lookUp;
    private Duration left;

    OutcomeSearch(Caller caller, Call call, Caller.LookUp<T> lookUp) {
        this.caller = caller;
        this.call = call;
        this.lookUp = lookUp;
        this.left = caller.settings().grace();
    }

    /**
     * Whether there is still time to wait for a job to appear; always where none is waited for.
     */
    boolean hasTime() {
        return call.safety() != Idempotency.CREATE || isPositive(left);
    }

    /**
     * @param  underWay whether the server may be at work on the request for long, as after a timeout
     * @return          the last finding
     */
    Finding<T> find(boolean underWay) {
        if (!hasTime() || call.safety() != Idempotency.CREATE) {
            return caller.patience().lookUp(call, lookUp);
        }
        Finding<T> found = findWithin(underWay ? left : shorter(left, timeAfterBreak()));
        // while the job is seen that was deleted before, the new one cannot be
        return found.state() == Finding.State.stale && hasTime() ? findWithin(left) : found;
    }

    private Finding<T> findWithin(Duration longest) {
        long start = System.nanoTime();
        try {
            return caller.patience().lookUp(call, lookUp, longest);
        } finally {
            left = left.minusNanos(System.nanoTime() - start);
        }
    }

    private Duration timeAfterBreak() {
        Duration share = caller.settings().grace().dividedBy(SHARE_AFTER_BREAK);
        Duration timeout = caller.settings().requestTimeout();
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
