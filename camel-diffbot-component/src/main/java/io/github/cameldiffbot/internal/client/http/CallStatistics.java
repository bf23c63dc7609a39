/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a client since its creation.
 */
public final class CallStatistics {

    private final LongAdder calls = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable CallError lastError;
    private volatile @Nullable CallError outOfCredits;
    private volatile @Nullable Instant troubleSince;
    private volatile CallListener listener = CallListener.NONE;

    /**
     * Sets the listener for all later counts.
     */
    public void setListener(CallListener listener) {
        this.listener = listener;
    }

    /**
     * Returns the number of HTTP requests, including retries.
     */
    public long getCalls() {
        return calls.sum();
    }

    public long getRetries() {
        return retries.sum();
    }

    /**
     * Returns the number of responses with "too many requests".
     */
    public long getThrottles() {
        return throttles.sum();
    }

    /**
     * Returns the number of requests that failed or were rejected, including those that a retry solved.
     */
    public long getErrors() {
        return errors.sum();
    }

    /**
     * Returns the number of bytes read from downloads, after decompression.
     */
    public long getBytes() {
        return bytes.sum();
    }

    /**
     * Returns the time of the last successful request; null for none.
     */
    public @Nullable Instant getLastSuccessTime() {
        return lastSuccess;
    }

    /**
     * Returns the time of the last request that failed or was rejected; null for none.
     */
    public @Nullable Instant getLastErrorTime() {
        CallError error = lastError;
        return error == null ? null : error.time();
    }

    /**
     * Returns the last request that failed or was rejected; null for none.
     */
    public @Nullable CallError getLastError() {
        return lastError;
    }

    /**
     * Returns the last request that was rejected for missing credits, until a request that may cost credits succeeds;
     * null for none. Free requests succeed meanwhile.
     */
    public @Nullable CallError getOutOfCredits() {
        return outOfCredits;
    }

    /**
     * Returns the time of the first request since which Diffbot has been unusable; null if it is usable.
     */
    public @Nullable Instant getTroubleSince() {
        return troubleSince;
    }

    void called() {
        calls.increment();
    }

    void retried(Call call) {
        retries.increment();
        listener.retried(call.operation());
    }

    void throttled(Call call) {
        throttles.increment();
        listener.throttled(call.operation());
    }

    void succeeded(Call call, Duration took) {
        lastSuccess = Instant.now();
        troubleSince = null;
        if (call.idempotency() == Idempotency.VERIFIABLE || call.idempotency() == Idempotency.NONE) {
            outOfCredits = null;
        }
        listener.called(call.operation(), CallListener.SUCCESS, took);
    }

    void failed(Call call, DiffbotException error, Duration took) {
        errors.increment();
        CallError last = new CallError(Instant.now(), call.operation(), error);
        lastError = last;
        if (error instanceof DiffbotOutOfCreditsException) {
            outOfCredits = last;
        }
        if (!last.isTrouble()) {
            troubleSince = null;
        } else if (troubleSince == null) {
            troubleSince = last.time();
        }
        listener.called(call.operation(), CallError.kind(error), took);
    }

    public void received(String operation, int count) {
        bytes.add(count);
        listener.received(operation, count);
    }
}
