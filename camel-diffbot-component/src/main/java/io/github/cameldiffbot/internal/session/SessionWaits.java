/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.function.Predicate;

import io.github.cameldiffbot.internal.poll.PollOutage;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.internal.wait.WaitEnd;
import io.github.cameldiffbot.internal.wait.WaitOwner;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a session, for jobs and for permits. They and their threads exist only after the first wait.
 */
public final class SessionWaits {

    private final SharedJobPoller poller;
    private final WaitExecutors threads;
    private final PollIntervals intervals;
    private final ActiveJobLimiter.Limits limits;
    private final PollOutage outage;
    private @Nullable JobWaiter waiter;
    private @Nullable ActiveJobLimiter limiter;
    private boolean closed;

    SessionWaits(
                 SharedJobPoller poller, WaitExecutors threads, PollIntervals intervals, ActiveJobLimiter.Limits limits,
                 PollOutage outage) {
        this.poller = poller;
        this.threads = threads;
        this.intervals = intervals;
        this.limits = limits;
        this.outage = outage;
    }

    public synchronized JobWaiter waiter() {
        if (waiter == null) {
            startThreads();
            JobWaiter created = new JobWaiter(poller, threads.timer(), threads.pollers(), threads.workers(), intervals);
            created.setPollListener(outage.listener(created));
            waiter = created;
        }
        return waiter;
    }

    /**
     * Returns the waiter for jobs; null before the first wait.
     */
    public synchronized @Nullable JobWaiter waiterOrNull() {
        return waiter;
    }

    /**
     * Returns the limiter of active jobs; null for no limit.
     */
    public synchronized @Nullable ActiveJobLimiter jobLimiter() {
        if (limiter == null && limits.active() > 0) {
            startThreads();
            limiter = new ActiveJobLimiter(poller, threads.timer(), threads.pollers(), threads.workers(), limits);
        }
        return limiter;
    }

    private synchronized @Nullable ActiveJobLimiter limiterOrNull() {
        return limiter;
    }

    private void startThreads() {
        if (closed) {
            throw new IllegalStateException("The component is stopped: no exchange can wait for a job any more");
        }
        ServiceHelper.startService(threads);
    }

    public int pending() {
        JobWaiter current = waiterOrNull();
        return current == null ? 0 : current.pendingWaits();
    }

    public int queuedCreates() {
        ActiveJobLimiter current = limiterOrNull();
        return current == null ? 0 : current.waiting();
    }

    boolean isAwaited(JobKey job) {
        JobWaiter current = waiterOrNull();
        return current != null && current.isAwaited(job);
    }

    /**
     * Polls immediately, because a webhook call or event has caused a poll: that poll serves the waits, too.
     */
    public void pollNow() {
        JobWaiter current = waiterOrNull();
        if (current != null) {
            current.pollNow();
        }
    }

    /**
     * Ends the waits of some owners.
     *
     * @param end how they end
     */
    void stop(Predicate<WaitOwner> owners, WaitEnd end) {
        ActiveJobLimiter currentLimiter = limiterOrNull();
        if (currentLimiter != null) {
            currentLimiter.stop(owners, end);
        }
        JobWaiter current = waiterOrNull();
        if (current != null) {
            current.stop(owners, end);
        }
    }

    /**
     * Ends all waits and the threads. Later waits are rejected.
     */
    void close() {
        synchronized (this) {
            closed = true;
        }
        ActiveJobLimiter currentLimiter = limiterOrNull();
        if (currentLimiter != null) {
            currentLimiter.close();
        }
        JobWaiter current = waiterOrNull();
        if (current != null) {
            current.close();
        }
        if (current != null || currentLimiter != null) {
            ServiceHelper.stopService(threads);
        }
    }
}
