/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer and its clock: both stand still unless they are moved. It has no thread. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    public ManualTimer() {
        super(0);
    }

    public long now() {
        return now;
    }

    /** Advances the time for the running task. */
    public void pass(Duration time) {
        now += time.toNanos();
    }

    /** Moves the clock, and runs the tasks that become due, each at its time. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            Task task = next.get();
            tasks.remove(task);
            now = Math.max(now, task.at);
            task.run();
        }
        now = Math.max(now, end);
    }

    /** Returns the time to the next task; empty if there is none. */
    public Optional<Duration> untilNext() {
        return next(Long.MAX_VALUE).map(task -> Duration.ofNanos(task.at - now));
    }

    public int tasks() {
        return (int) tasks.stream().filter(task -> !task.isCancelled()).count();
    }

    private Optional<Task> next(long end) {
        tasks.removeIf(Task::isCancelled);
        return tasks.stream().filter(task -> task.at <= end).min(Comparator.comparingLong(task -> task.at));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long at;

        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
