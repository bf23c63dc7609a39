/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes of exchanges whose wait ended, on a few threads and with a queue. Such a route may block until a
 * second wait has ended, for example in a transaction or a bean. The continuation of that second wait runs here, too. A
 * pool of fixed size would deadlock when each of its threads waits for a queued task. These rules exclude that:
 * <ul>
 * <li>A task whose wait began within a running task has separate threads, one level above that task. Level <i>n</i> is
 * blocked by level <i>n</i> + 1 only. Waits that ended without a result have separate threads, too.</li>
 * <li>A thread that Camel reports as blocked does not count: another thread replaces it, up to a limit.</li>
 * <li>If routes are blocked in another way, for example by an InOut exchange through seda, all threads of a level stall
 * and no task ends. Then the newest task gets another thread, because a blocked thread probably waits for it.</li>
 * <li>If threads work and no task ends for a long time, the newest task also gets another thread, but fewer times,
 * because each thread may hold a connection.</li>
 * </ul>
 * The queue holds at most one task for each wait, and waits are limited. A task is never lost: without threads, because
 * the Camel context stops, it runs on the caller's thread.
 */
public final class ContinuationExecutor implements WaitExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(ContinuationExecutor.class);

    /**
     * The maximum number of threads of a level, as a multiple of the usual number. It includes blocked threads. Only a
     * stalled level gets more.
     */
    private static final int MAX_BLOCKED_FACTOR = 10;

    /**
     * The same maximum for a level whose threads work.
     */
    private static final int MAX_WORKING_FACTOR = 2;
    private static final int WORKING_STALL_FACTOR = 5;

    private final ScheduledExecutorService timer;
    private final Executor threads;
    private final Supplier<Collection<Thread>> blocked;
    private final Options options;
    private final Lock lock = new ReentrantLock();
    private final Map<LevelKey, Level> levels = new HashMap<>();
    private final ThreadLocal<Task> current = new ThreadLocal<>();

    /**
     * The number of threads, and the times after which one is added.
     *
     * @param size  the number of concurrent tasks of a level, without blocked ones
     * @param check the time for which tasks are queued before blocked threads are counted
     * @param stall the time for which a level stalls before it gets another thread
     */
    public record Options(int size, Duration check, Duration stall) {

        public Options(int size) {
            this(size, Duration.ofMillis(100), Duration.ofSeconds(2));
        }
    }

    /**
     * @param timer   detects blocked tasks; one thread is enough
     * @param threads runs each task immediately on a thread
     * @param blocked returns the threads that are known to be blocked
     */
    public ContinuationExecutor(
                                ScheduledExecutorService timer, Executor threads, Supplier<Collection<Thread>> blocked,
                                Options options) {
        this.timer = timer;
        this.threads = threads;
        this.blocked = blocked;
        this.options = options;
    }

    @Override
    public @Nullable Object currentTask() {
        return current.get();
    }

    @Override
    public void execute(Runnable task) {
        execute(task, null, false);
    }

    @Override
    public void execute(Runnable task, @Nullable Object parentTask, boolean failed) {
        Level level;
        Task created;
        lock.lock();
        try {
            int number = parentTask instanceof Task outer && outer.running ? outer.level.key.number() + 1 : 0;
            level = levels.computeIfAbsent(new LevelKey(number, failed), Level::new);
            created = new Task(level, task);
            if (level.threads >= options.size()) {
                level.queue.addLast(created);
                monitor(level);
                return;
            }
            level.threads++;
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(() -> work(level, created, false));
        } catch (RejectedExecutionException e) {
            LOG.debug("There are no more threads, because the Camel context stops", e);
            work(level, created, false);
        }
    }

    private void work(Level level, Task first, boolean newestFirst) {
        begin(level);
        for (Task task = first; task != null; task = next(level, newestFirst)) {
            run(task);
        }
    }

    private void begin(Level level) {
        lock.lock();
        try {
            level.working.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void run(Task task) {
        Task outer = current.get();
        current.set(task);
        try {
            task.work.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("The route of an exchange whose wait ended failed", e);
        } finally {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
            task.running = false;
        }
    }

    private @Nullable Task next(Level level, boolean newestFirst) {
        lock.lock();
        try {
            level.ended++;
            // a thread that replaced a blocked one ends when there are enough threads again
            Task next = level.threads > options.size() && active(level) > options.size()
                    ? null : newestFirst ? level.queue.pollLast() : level.queue.pollFirst();
            if (next == null) {
                level.threads--;
                level.working.remove(Thread.currentThread());
                if (level.threads == 0) {
                    levels.remove(level.key, level);
                }
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private int active(Level level) {
        return level.threads - (int) blocked.get().stream().filter(level.working::contains).distinct().count();
    }

    /**
     * Starts the regular check that gives a level with blocked threads more threads.
     */
    private void monitor(Level level) {
        if (!level.monitored) {
            level.monitored = true;
            level.endedBefore = level.ended;
            level.stalledSince = System.nanoTime();
            checkLater(level);
        }
    }

    private void checkLater(Level level) {
        try {
            timer.schedule(() -> check(level), options.check().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            level.monitored = false;
            LOG.debug("The timer is shut down", e);
        }
    }

    private void check(Level level) {
        lock.lock();
        try {
            if (level.queue.isEmpty()) {
                level.monitored = false;
                return;
            }
            try {
                for (int missing = missingThreads(level); missing > 0 && !level.queue.isEmpty(); missing--) {
                    add(level);
                }
            } finally {
                // also where the system has no more threads now
                checkLater(level);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the number of threads that a level needs in addition to its own.
     */
    private int missingThreads(Level level) {
        long now = System.nanoTime();
        boolean working = level.working.stream().anyMatch(ContinuationExecutor::isRunnable);
        if (level.ended != level.endedBefore || working != level.workedBefore) {
            level.endedBefore = level.ended;
            level.workedBefore = working;
            level.stalledSince = now;
        } else if (now - level.stalledSince >= options.stall().toNanos() * (working ? WORKING_STALL_FACTOR : 1)) {
            level.stalledSince = now;
            return working && level.threads >= options.size() * MAX_WORKING_FACTOR ? 0 : 1;
        }
        return Math.min(options.size() - active(level), options.size() * MAX_BLOCKED_FACTOR - level.threads);
    }

    private static boolean isRunnable(Thread thread) {
        return thread.getState() == Thread.State.RUNNABLE;
    }

    private void add(Level level) {
        Task newest = level.queue.pollLast();
        level.threads++;
        try {
            threads.execute(() -> work(level, newest, true));
        } catch (RejectedExecutionException e) {
            LOG.debug("There are no more threads, because the Camel context stops", e);
            // the existing threads take the task
            level.threads--;
            level.queue.addLast(newest);
        }
    }

    private record LevelKey(int number, boolean failed) {
    }

    /**
     * The tasks that only those of the next level can block.
     */
    private static final class Level {

        private final LevelKey key;
        private final Deque<Task> queue = new ArrayDeque<>();
        private final Set<Thread> working = new HashSet<>();
        private int threads;
        private long ended;
        private long endedBefore;
        private long stalledSince;
        private boolean workedBefore;
        private boolean monitored;

        Level(LevelKey key) {
            this.key = key;
        }
    }

    private static final class Task {

        private final Level level;
        private final Runnable work;
        private volatile boolean running = true;

        Task(Level level, Runnable work) {
            this.level = level;
            this.work = work;
        }
    }
}
