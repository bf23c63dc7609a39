/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The times of the polls and of the deadlines of waits: as often as the most urgent wait needs a poll, more rarely
 * after failures, and never without waits. Not thread-safe: the caller holds a lock.
 */
final class PollSchedule {

    private final PollIntervals intervals;
    private final PollTimer pollTimer;
    private final PollTimer deadlineTimer;
    private boolean polled;
    private long lastPollAt;
    private int failures;

    /**
     * @param poll       polls; runs on {@code pollers}
     * @param endOverdue ends the overdue waits, without I/O; runs on the thread of the timer
     */
    PollSchedule(
                 PollIntervals intervals, ScheduledExecutorService timer, Executor pollers, LongSupplier nanoTime,
                 Runnable poll, Runnable endOverdue) {
        this.intervals = intervals;
        this.pollTimer = new PollTimer(timer, pollers, nanoTime, poll);
        this.deadlineTimer = new PollTimer(timer, Runnable::run, nanoTime, endOverdue);
    }

    /**
     * Schedules the poll that a new wait needs.
     */
    void add(AwaitedJob awaited, PendingWait wait, long now) {
        long delay = awaited.nextDelay(now, intervals);
        pollIn(Math.min(delay, wait.deadline() - now), now);
        deadlineTimer.runAt(latestEnd(wait));
    }

    /**
     * Schedules the poll that the most urgent wait needs.
     */
    void update(AwaitedJobs jobs, long now) {
        if (jobs.isEmpty()) {
            pollTimer.cancel();
            deadlineTimer.cancel();
            failures = 0;
            return;
        }
        long delay = intervals.maxNanos();
        long deadline = Long.MAX_VALUE;
        long latestEnd = Long.MAX_VALUE;
        for (AwaitedJob awaited : jobs.all()) {
            delay = Math.min(delay, awaited.nextDelay(now, intervals));
            for (PendingWait wait : awaited.waits()) {
                deadline = Math.min(deadline, wait.deadline() - now);
                latestEnd = Math.min(latestEnd, latestEnd(wait) - now);
            }
        }
        // after failures polls become rarer, but never later than a deadline
        long backoff = Math.min(intervals.maxNanos(), delay << Math.min(failures, 10));
        pollIn(Math.min(Math.max(delay, backoff), deadline), now);
        deadlineTimer.runAt(now + latestEnd);
    }

    /**
     * Schedules a poll as early as the minimum interval allows.
     */
    void pollNow(long now) {
        pollTimer.runAt(earliestPoll(now));
    }

    /**
     * Records the start of a poll. Returns the maximum age of the result that serves the waits.
     */
    Duration recordPoll(AwaitedJobs jobs, long now) {
        polled = true;
        lastPollAt = now;
        // its result schedules the next one, also for waits that asked for a poll while it waited for a thread
        pollTimer.cancel();
        // a due wait needs a new poll; for others, one call in each interval serves lookups and consumers, too
        boolean due = jobs.all().stream().anyMatch(awaited -> awaited.hasDue(now));
        return due ? Duration.ZERO : intervals.min();
    }

    /**
     * Records the result of a poll, which another caller may have begun.
     *
     * @param startedAt when it began
     */
    void recordSuccess(long startedAt) {
        failures = 0;
        lastPollAt = startedAt;
    }

    void recordFailure() {
        failures++;
    }

    /**
     * Returns the number of polls that failed in a row.
     */
    int failures() {
        return failures;
    }

    /**
     * Returns whether the last poll of a wait takes too long.
     */
    boolean isOverdue(PendingWait wait, long now) {
        return now - latestEnd(wait) >= 0;
    }

    private long latestEnd(PendingWait wait) {
        return wait.latestEnd(intervals.minNanos());
    }

    // the minimum interval applies, so one poll serves deadlines that are close together
    private long earliestPoll(long now) {
        long earliest = lastPollAt + intervals.minNanos();
        return polled && earliest - now > 0 ? earliest : now;
    }

    private void pollIn(long delay, long now) {
        long earliest = earliestPoll(now);
        pollTimer.runAt(earliest - (now + delay) > 0 ? earliest : now + delay);
    }
}
