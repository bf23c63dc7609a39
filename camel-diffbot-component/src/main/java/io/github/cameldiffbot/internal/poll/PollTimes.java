/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * When a consumer looked at the jobs. Time in which its route is at work on an event is not held against it: a poll
 * that takes long because the route does is no poll that hangs.
 */
public final class PollTimes {

    private volatile long lastProgress = System.nanoTime();
    private volatile long start = lastProgress;
    private volatile boolean routing;
    private volatile Instant lastPoll;
    private volatile Instant lastPollEnd;
    private volatile Instant lastGoodPoll;
    private volatile Long lastEndNanos;
    private volatile Exception failure;

    /**
     * The consumer starts, or goes on after it was suspended: nothing before counts.
     */
    public void recordStart() {
        start = System.nanoTime();
        lastProgress = start;
    }

    public void recordPollStart() {
        lastPoll = Instant.now();
    }

    public void recordJobsRead() {
        lastGoodPoll = Instant.now();
        lastProgress = System.nanoTime();
    }

    public void clearFailure() {
        failure = null;
    }

    public void recordFailure(Exception cause) {
        failure = cause;
    }

    public void recordPollEnd() {
        lastPollEnd = Instant.now();
        lastEndNanos = System.nanoTime();
    }

    /**
     * The route gets an event, or is through with it as far as this thread is concerned.
     */
    public void setRouting(boolean begins) {
        lastProgress = System.nanoTime();
        routing = begins;
    }

    /**
     * When the last poll began; null for never.
     */
    public Instant lastPoll() {
        return lastPoll;
    }

    /**
     * When the last poll that is over came to its end, good or bad; null for never.
     */
    public Instant lastPollEnd() {
        return lastPollEnd;
    }

    /**
     * How long ago the last poll came to its end; null when there was none.
     */
    public Duration timeSinceLastPollEnd() {
        Long end = lastEndNanos;
        return end == null ? null : Duration.ofNanos(System.nanoTime() - end);
    }

    /**
     * Why the last poll failed; null when it did not.
     */
    public Exception failure() {
        return failure;
    }

    /**
     * When the jobs were last seen; null for never.
     */
    public Instant lastGoodPoll() {
        return lastGoodPoll;
    }

    /**
     * How long the consumer has run, without a pause.
     */
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * How long the consumer has gone without seeing the jobs although it could have.
     */
    public Duration timeSinceLastPoll() {
        return routing ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastProgress);
    }
}
