/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * The times of a consumer's polls. Time in the route does not count, so a slow route is not a hanging poll.
 */
public final class PollTimes {

    private static final Duration MAX_SLACK = Duration.ofMillis(50);

    private volatile long lastProgress = System.nanoTime();
    private volatile long start = lastProgress;
    private volatile boolean routing;
    private volatile @Nullable Instant lastPoll;
    private volatile @Nullable Instant lastPollEnd;
    private volatile @Nullable Instant lastGoodPoll;
    private volatile @Nullable Long lastEndNanos;
    private volatile @Nullable Exception failure;
    private volatile @Nullable Instant failingSince;

    /**
     * Records the start of the consumer, or its resumption. Earlier times do not count.
     */
    public void recordStart() {
        start = System.nanoTime();
        lastProgress = start;
        failingSince = null;
    }

    /**
     * Runs a poll, and records its times and its failure.
     */
    public int record(Callable<Integer> poll) throws Exception {
        lastPoll = Instant.now();
        try {
            return poll.call();
        } catch (Exception e) {
            recordFailure(e);
            throw e;
        } finally {
            lastPollEnd = Instant.now();
            lastEndNanos = System.nanoTime();
        }
    }

    public void recordJobsRead() {
        lastGoodPoll = Instant.now();
        lastProgress = System.nanoTime();
    }

    public void clearFailure() {
        failure = null;
        failingSince = null;
    }

    public void recordFailure(Exception cause) {
        failure = cause;
        if (failingSince == null) {
            failingSince = Instant.now();
        }
    }

    /**
     * Records whether the route processes an event in this thread.
     */
    public void setRouting(boolean begins) {
        lastProgress = System.nanoTime();
        routing = begins;
    }

    /**
     * Returns the start of the last poll; null for none.
     */
    public @Nullable Instant lastPoll() {
        return lastPoll;
    }

    /**
     * Returns the end of the last finished poll, successful or not; null for none.
     */
    public @Nullable Instant lastPollEnd() {
        return lastPollEnd;
    }

    /**
     * Returns the maximum age of a shared poll: a little less than the delay, because timers are not exact. With the
     * full delay, an early poll would get the result of the poll before and see everything one delay late.
     *
     * @param regular whether the scheduler polls after the delay. Others, such as cron, ignore it: a result from before
     *                the last poll has nothing new
     */
    public Duration maxAge(Duration delay, boolean regular) {
        if (regular) {
            Duration slack = delay.dividedBy(10);
            return delay.minus(slack.compareTo(MAX_SLACK) < 0 ? slack : MAX_SLACK);
        }
        Long end = lastEndNanos;
        Duration sinceLastPoll = end == null ? delay : Duration.ofNanos(System.nanoTime() - end);
        return sinceLastPoll.compareTo(delay) > 0 ? delay : sinceLastPoll;
    }

    /**
     * Returns the failure of the last poll; null after success.
     */
    public @Nullable Exception failure() {
        return failure;
    }

    /**
     * Returns the time of the first failed poll since the last success; null for none.
     */
    public @Nullable Instant failingSince() {
        return failingSince;
    }

    /**
     * Returns the time of the last successful poll; null for none.
     */
    public @Nullable Instant lastGoodPoll() {
        return lastGoodPoll;
    }

    /**
     * Returns the time since the last successful poll, in milliseconds; -1 for none.
     */
    public long lastGoodPollAge() {
        Instant last = lastGoodPoll;
        return last == null ? -1 : Duration.between(last, Instant.now()).toMillis();
    }

    /**
     * Returns the time since the start or resumption of the consumer.
     */
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Returns the time since the last successful poll, without the time in the route.
     */
    public Duration timeSinceLastPoll() {
        return routing ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastProgress);
    }
}
