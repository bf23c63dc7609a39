/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.jspecify.annotations.Nullable;

/** Moves a virtual clock from one event of the jobs to the next, and waits for the work that each event causes. */
public final class VirtualTime {

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final JobRegistry jobs;
    private final JobClock clock;
    private final Consumer<Job> process;
    private final Object monitor = new Object();
    private volatile boolean suspended;
    private volatile long changes;

    VirtualTime(JobRegistry jobs, JobClock clock, Consumer<Job> process) {
        this.jobs = jobs;
        this.clock = clock;
        this.process = process;
    }

    /** Moves the clock by a step. Events that become due on the way happen one after the other, each at its time. */
    public void advance(Duration step) {
        checkMode();
        Instant target = clock.now().plus(step);
        awaitIdle();
        Instant next = nextEvent();
        while (!suspended && next != null && !next.isAfter(target)) {
            moveTo(next);
            next = nextEvent();
        }
        moveTo(target);
    }

    /** Moves the clock to the next event of a job, and returns false if no job waits for one. */
    public boolean toNextEvent() {
        checkMode();
        awaitIdle();
        Instant next = nextEvent();
        if (next == null || suspended) {
            return false;
        }
        moveTo(next);
        return true;
    }

    /**
     * Moves the clock until no job waits for an event.
     *
     * @throws IllegalStateException if a job repeats without end
     */
    public void toEnd() {
        checkMode();
        for (Job job : jobs.all()) {
            if (job.repeatsForever()) {
                throw new IllegalStateException(
                        "The job " + job.name() + " repeats without end. Set maxRounds, or advance the clock by a duration");
            }
        }
        boolean more = true;
        while (more) {
            more = toNextEvent();
        }
    }

    /** Suspends or resumes all waits for work. */
    void suspend(boolean on) {
        suspended = on;
        signal();
    }

    /** Wakes up waits for work after the state of a job has changed. */
    void signal() {
        synchronized (monitor) {
            changes = changes + 1;
            monitor.notifyAll();
        }
    }

    private void awaitIdle() {
        long deadline = System.nanoTime() + IDLE_TIMEOUT.toNanos();
        long seen = changes;
        // the jobs are checked outside of the monitor: a thread that signals may hold the lock of a job
        while (isBusy() && !Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
            awaitChange(seen);
            seen = changes;
        }
    }

    private void awaitChange(long seen) {
        synchronized (monitor) {
            if (changes == seen) {
                try {
                    monitor.wait(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void moveTo(Instant time) {
        clock.moveTo(time);
        jobs.all().forEach(process);
        awaitIdle();
    }

    private void checkMode() {
        if (clock.mode() != ClockMode.VIRTUAL) {
            throw new IllegalStateException("Only a virtual clock can be advanced");
        }
    }

    private @Nullable Instant nextEvent() {
        long next = -1;
        for (Job job : jobs.all()) {
            long due = job.nextEvent();
            next = due >= 0 && (next < 0 || due < next) ? due : next;
        }
        return next < 0 ? null : Instant.ofEpochMilli(next);
    }

    private boolean isBusy() {
        long now = clock.millis();
        return !suspended && jobs.all().stream().anyMatch(job -> job.isBusy(now));
    }
}
