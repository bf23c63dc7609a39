/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a client did since it was made.
 */
public final class CallStatistics {

    private final LongAdder calls = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicLong lastError = new AtomicLong();

    /**
     * HTTP requests, retries included.
     */
    public long getCalls() {
        return calls.sum();
    }

    /**
     * Requests that were made again.
     */
    public long getRetries() {
        return retries.sum();
    }

    /**
     * Answers that said "too many requests".
     */
    public long getThrottles() {
        return throttles.sum();
    }

    /**
     * Requests that failed or were refused, whether or not a retry helped.
     */
    public long getErrors() {
        return errors.sum();
    }

    /**
     * When a request last failed or was refused; null for never.
     */
    public Instant getLastErrorTime() {
        long millis = lastError.get();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    void called() {
        calls.increment();
    }

    void retried() {
        retries.increment();
    }

    void throttled() {
        throttles.increment();
    }

    void failed() {
        errors.increment();
        lastError.set(System.currentTimeMillis());
    }
}
