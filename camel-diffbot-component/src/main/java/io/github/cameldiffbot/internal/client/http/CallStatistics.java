/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;

/**
 * The statistics of a client since its creation.
 */
public final class CallStatistics {

    private final LongAdder calls = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile Instant lastSuccess;
    private volatile CallError lastError;
    private volatile CallError outOfCredits;
    private volatile CallListener listener = CallListener.NONE;

    /**
     * Sets the listener for all later counts.
     */
    public void setListener(CallListener listener) {
        this.listener = listener;
    }

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
     * Bytes of downloads that were read, after decompression.
     */
    public long getBytes() {
        return bytes.sum();
    }

    /**
     * Returns when Diffbot last did what a request asked for; null for never.
     */
    public Instant getLastSuccessTime() {
        return lastSuccess;
    }

    /**
     * Returns when a request last failed or was refused; null for never.
     */
    public Instant getLastErrorTime() {
        CallError error = lastError;
        return error == null ? null : error.time();
    }

    /**
     * Returns the last request that failed or was refused; null for none.
     */
    public CallError getLastError() {
        return lastError;
    }

    /**
     * Returns the last request that was rejected for missing credits, until a request that may cost credits succeeds;
     * null for none. Free requests succeed meanwhile.
     */
    public CallError getOutOfCredits() {
        return outOfCredits;
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
        if (call.idempotency() == Idempotency.VERIFIABLE || call.idempotency() == Idempotency.NONE) {
            outOfCredits = null;
        }
        listener.called(call.operation(), CallListener.SUCCESS, took);
    }

    void failed(Call call, DiffbotException error, Duration took) {
        errors.increment();
        lastError = new CallError(Instant.now(), call.operation(), error);
        if (error instanceof DiffbotOutOfCreditsException) {
            outOfCredits = lastError;
        }
        listener.called(call.operation(), CallError.kind(error), took);
    }

    public void received(String operation, int count) {
        bytes.add(count);
        listener.received(operation, count);
    }
}
