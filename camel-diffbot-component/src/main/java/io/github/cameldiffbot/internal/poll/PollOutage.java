/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.internal.wait.JobWaiter;
import io.github.cameldiffbot.internal.wait.PollListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outage: failed polls of a token, from the first until all consumers poll again. For all consumers together, it is
 * logged when it begins, at growing intervals, and when it ends.
 */
public final class PollOutage {

    private static final Logger LOG = LoggerFactory.getLogger(PollOutage.class);

    private static final Duration FIRST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Set<Object> failing = new HashSet<>();
    private final Set<Class<?>> reported = new HashSet<>();
    private long since;
    private long failedPolls;
    private long lastLogged;
    private Duration interval = FIRST_INTERVAL;

    public PollOutage() {
        this(System::nanoTime);
    }

    public PollOutage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public void recordFailure(ConsumerState consumer, Throwable failure) {
        recordFailure(consumer, "in " + consumer.handler() + " (" + consumer.endpoint() + ")",
                "missed events are delivered then", failure);
    }

    /**
     * Returns a listener that records the polls for waits.
     */
    public PollListener listener(JobWaiter waits) {
        return new PollListener() {
            @Override
            public void onFailure(RuntimeException failure) {
                recordFailure(waits, "for the jobs that " + waits.pendingWaits() + " exchanges wait for",
                        "these exchanges wait on",
                        failure);
            }

            @Override
            public void onSuccess() {
                recordSuccess(waits);
            }

            @Override
            public void onEnd() {
                remove(waits);
            }
        };
    }

    private synchronized void recordFailure(Object poller, String what, String then, Throwable failure) {
        long now = nanoTime.getAsLong();
        if (failing.isEmpty()) {
            since = now;
            failedPolls = 0;
            interval = FIRST_INTERVAL;
            reported.clear();
        }
        failing.add(poller);
        failedPolls++;
        LOG.debug("Poll {} failed", what, failure);
        if (reported.add(failure.getClass())) {
            LOG.warn("Polling fails {}: {}. It is tried again, and {}. The stack trace is logged at DEBUG", what,
                    reason(failure), then);
        } else if (now - lastLogged >= interval.toNanos()) {
            LOG.warn("Polling still fails, {} times since {} ago: {}", failedPolls, text(now - since), reason(failure));
            interval = interval.multipliedBy(2);
            if (interval.compareTo(MAX_INTERVAL) > 0) {
                interval = MAX_INTERVAL;
            }
        } else {
            return;
        }
        lastLogged = now;
    }

    /**
     * Records a successful poll of a consumer or for waits.
     */
    public synchronized void recordSuccess(Object poller) {
        if (failing.remove(poller) && failing.isEmpty()) {
            LOG.info("Polls again after {} (failed polls: {})", text(nanoTime.getAsLong() - since), failedPolls);
        }
    }

    /**
     * Removes a consumer that stops, or the waits after the last one ended.
     */
    public synchronized void remove(Object poller) {
        failing.remove(poller);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String text(long nanos) {
        return Duration.ofNanos(nanos).toSeconds() + " s";
    }
}
