/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Moves a clock that stands still from one event of the jobs to the next, and waits for the work that each brings. */
public final class TimeTravel {

    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    private final JobStore store;
    private final JobClock clock;
    private final Consumer<Job> seeTo;
    private final Object quiet = new Object();
    private volatile boolean suspended;
    private volatile long changes;

    TimeTravel(JobStore store, JobClock clock, Consumer<Job> seeTo) {
        this.store = store;
        this.clock = clock;
        this.seeTo = seeTo;
    }

    /**
     * Moves the clock. What becomes due on the way takes place one after the other, each at its time.
     *
     * @param step how far
     */
    public void advance(Duration step) {
        checkPace();
        Instant target = clock.now().plus(step);
        awaitQuiet();
        Instant next = nextEvent();
        while (!suspended && next != null && !next.isAfter(target)) {
            goTo(next);
            next = nextEvent();
        }
        clock.moveTo(target);
        store.all().forEach(seeTo);
        awaitQuiet();
    }

    /**
     * Moves the clock to the next thing that a job waits for.
     *
     * @return false if no job waits for anything
     */
    public boolean toNextEvent() {
        checkPace();
        awaitQuiet();
        Instant next = nextEvent();
        if (next == null || suspended) {
            return false;
        }
        goTo(next);
        return true;
    }

    /**
     * Moves the clock until no job waits for anything.
     *
     * @throws IllegalStateException if a job repeats for ever
     */
    public void toEnd() {
        checkPace();
        for (Job job : store.all()) {
            synchronized (job) {
                if (!job.isStopped() && job.rounds.repeat() && job.settings.integer(Setting.MAX_ROUNDS) <= 0) {
                    throw new IllegalStateException(
                            "The job " + job.name() + " repeats for ever: set maxRounds, or advance the clock by a time");
                }
            }
        }
        boolean more = true;
        while (more) {
            more = toNextEvent();
        }
    }

    /** While suspended there is nothing to wait for. */
    void suspend(boolean on) {
        suspended = on;
        signal();
    }

    /** Says that something changed. */
    void signal() {
        synchronized (quiet) {
            changes = changes + 1;
            quiet.notifyAll();
        }
    }

    void awaitQuiet() {
        long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
        long seen = changes;
        // the jobs are asked outside of the lock: whoever signals may hold one of theirs
        while (isBusy() && !Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
            awaitChange(seen);
            seen = changes;
        }
    }

    private void awaitChange(long seen) {
        synchronized (quiet) {
            if (changes == seen) {
                try {
                    quiet.wait(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void goTo(Instant time) {
        clock.moveTo(time);
        store.all().forEach(seeTo);
        awaitQuiet();
    }

    private void checkPace() {
        if (clock.pace() != JobClock.Pace.FROZEN) {
            throw new IllegalStateException("Only a virtual clock can be advanced");
        }
    }

    private Instant nextEvent() {
        long next = -1;
        for (Job job : store.all()) {
            long due = job.nextEvent();
            next = due >= 0 && (next < 0 || due < next) ? due : next;
        }
        return next < 0 ? null : Instant.ofEpochMilli(next);
    }

    private boolean isBusy() {
        long now = clock.now().toEpochMilli();
        return !suspended && store.all().stream().anyMatch(job -> job.isBusy(now));
    }
}
