/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Optional;
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
            JobWaiter created = new JobWaiter(
                    poller, threads.timer(), threads.pollers(), threads.workers(), intervals,
                    JobWaiter.MAX_WAITS, System::nanoTime);
            created.setPollListener(outage.listener(created));
            waiter = created;
        }
        return waiter;
    }

    /**
     * Returns the waiter for jobs; empty before the first wait.
     */
    public synchronized Optional<JobWaiter> waiterIfAny() {
        return Optional.ofNullable(waiter);
    }

    /**
     * Returns the limiter of active jobs; null for no limit.
     */
    public synchronized @Nullable ActiveJobLimiter jobLimiter() {
        if (limiter == null && limits.active() > 0) {
            startThreads();
            limiter = new ActiveJobLimiter(
                    poller, threads.timer(), threads.pollers(), threads.workers(), limits,
                    System::nanoTime);
        }
        return limiter;
    }

    private synchronized Optional<ActiveJobLimiter> limiterIfAny() {
        return Optional.ofNullable(limiter);
    }

    private void startThreads() {
        if (closed) {
            throw new IllegalStateException("The component is stopped: no exchange can wait for a job any more");
        }
        ServiceHelper.startService(threads);
    }

    public int pending() {
        return waiterIfAny().map(JobWaiter::pendingWaits).orElse(0);
    }

    public int queuedCreates() {
        return limiterIfAny().map(ActiveJobLimiter::waiting).orElse(0);
    }

    boolean isAwaited(JobKey job) {
        return waiterIfAny().filter(current -> current.isAwaited(job)).isPresent();
    }

    /**
     * Polls immediately, because a webhook call or event has caused a poll: that poll serves the waits, too.
     */
    public void pollNow() {
        waiterIfAny().ifPresent(JobWaiter::pollNow);
    }

    /**
     * Ends the waits of some owners.
     *
     * @param end how they end
     */
    void stop(Predicate<WaitOwner> owners, WaitEnd end) {
        limiterIfAny().ifPresent(current -> current.stop(owners, end));
        waiterIfAny().ifPresent(current -> current.stop(owners, end));
    }

    /**
     * Ends all waits and the threads. Later waits are rejected.
     */
    void close() {
        synchronized (this) {
            closed = true;
        }
        limiterIfAny().ifPresent(ActiveJobLimiter::close);
        waiterIfAny().ifPresent(JobWaiter::close);
        if (limiterIfAny().isPresent() || waiterIfAny().isPresent()) {
            ServiceHelper.stopService(threads);
        }
    }
}
