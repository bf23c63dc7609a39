/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task at requested times, and never twice at the same time. The timer's thread only submits the task, so a
 * hanging task delays no other task.
 */
final class PollTimer {

    private static final Logger LOG = LoggerFactory.getLogger(PollTimer.class);

    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Runnable task;
    private @Nullable ScheduledFuture<?> next;
    private long nextAt;
    private boolean requested;
    private boolean running;

    PollTimer(ScheduledExecutorService timer, Executor executor, LongSupplier nanoTime, Runnable task) {
        this.timer = timer;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.task = task;
    }

    /**
     * Requests a run at this moment. An earlier request has priority. A request during a run is kept until the run
     * ends.
     */
    synchronized void runAt(long moment) {
        if (requested && nextAt - moment <= 0) {
            return;
        }
        requested = true;
        nextAt = moment;
        if (!running) {
            schedule();
        }
    }

    synchronized void cancel() {
        requested = false;
        cancelNext();
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void schedule() {
        cancelNext();
        try {
            next = timer.schedule(this::submit, Math.max(0, nextAt - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer is shut down", e);
        }
    }

    private void submit() {
        synchronized (this) {
            if (!requested || running) {
                return;
            }
            next = null;
            requested = false;
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("The executor is shut down", e);
        }
    }

    private void run() {
        try {
            task.run();
        } finally {
            synchronized (this) {
                running = false;
                if (requested) {
                    schedule();
                }
            }
        }
    }
}
