/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the number of active jobs of a token. A create waits for a permit in order and holds no thread. Jobs of other
 * applications count too, because Diffbot applies the limit.
 */
public final class ActiveJobLimiter {

    /**
     * The default number of creates that wait for a permit.
     */
    public static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ActiveJobLimiter.class);
    private static final JobSelector ALL = JobSelector.matching(JobType.job, name -> true);

    private final SharedJobPoller poller;
    private final WaitExecutor workers;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final PollTimer pollTimer;
    private final PollTimer deadlineTimer;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Set<Entry> admitted = new HashSet<>();
    private @Nullable RuntimeException lastFailure;
    private boolean closed;

    /**
     * @param active       the maximum number of active jobs
     * @param waiting      the maximum number of creates that wait for a permit
     * @param pollInterval the time between two polls for a free permit
     */
    public record Limits(int active, int waiting, Duration pollInterval) {
    }

    /**
     * Receives the end of a wait for a permit. Exactly one of the two methods is called, on a worker thread.
     */
    public interface PermitListener {

        /**
         * Creates the job with the permit, then marks the permit as used or releases it. A permit that is still open
         * when this method returns counts as used.
         */
        void onAcquired(Permit permit);

        /**
         * Handles a wait that ended without a permit.
         *
         * @param end     {@link WaitEnd#timeout}, {@link WaitEnd#stopped}, {@link WaitEnd#suspended} or
         *                {@link WaitEnd#unknown}
         * @param failure why the number of active jobs is unknown, or null
         */
        void onRejected(WaitEnd end, @Nullable RuntimeException failure);
    }

    /**
     * Allows one job to be created.
     */
    public interface Permit {

        /**
         * Marks the permit as used: the job was created, or the outcome is unknown.
         */
        void markUsed();

        /**
         * Returns the permit at once, because no job was created.
         */
        void release();
    }

    public ActiveJobLimiter(
                            SharedJobPoller poller, ScheduledExecutorService timer, Executor pollers, WaitExecutor workers,
                            Limits limits, LongSupplier nanoTime) {
        this.poller = poller;
        this.workers = workers;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.pollTimer = new PollTimer(timer, pollers, nanoTime, this::poll);
        // without I/O, and entrants continue on other threads: this may run on the timer's thread
        this.deadlineTimer = new PollTimer(timer, Runnable::run, nanoTime, this::endOverdue);
    }

    /**
     * Waits for a permit.
     *
     * @param  owner                 the owner of the wait
     * @param  timeout               the maximum wait
     * @throws IllegalStateException if the maximum number of creates is already waiting
     */
    public void acquirePermit(WaitOwner owner, String jobName, Duration timeout, PermitListener listener) {
        Entry entry = new Entry(
                owner, jobName, PendingWait.deadline(nanoTime.getAsLong(), timeout), listener,
                workers.currentTask());
        synchronized (this) {
            if (!closed && !owner.isStopping()) {
                if (queue.size() >= limits.waiting()) {
                    throw new IllegalStateException(
                            "Job '" + jobName + "' was not created: " + limits.active()
                                                    + " jobs are running (option maxActiveJobs), and " + queue.size()
                                                    + " more creates wait for a permit, which is the limit. Submit fewer"
                                                    + " at a time, or raise maxActiveJobs");
                }
                queue.add(entry);
                owner.addWaits(1);
                pollTimer.runAt(nanoTime.getAsLong());
                deadlineTimer.runAt(entry.deadline);
                return;
            }
        }
        listener.onRejected(WaitEnd.stopped, null);
    }

    /**
     * Ends the waits of some owners.
     *
     * @param end how they end: {@link WaitEnd#stopped} or {@link WaitEnd#suspended}
     */
    public void stop(Predicate<WaitOwner> owners, WaitEnd end) {
        reject(removeIf(entry -> owners.test(entry.owner)), end, null);
    }

    /**
     * Ends all waits. Later waits end at once.
     */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        reject(removeIf(entry -> true), WaitEnd.stopped, null);
    }

    public synchronized int waiting() {
        return queue.size();
    }

    private void poll() {
        try {
            JobSnapshot snapshot = poller.poll(ALL, limits.pollInterval());
            recordFailure(null);
            admit(snapshot.jobs(), snapshot.startedAt())
                    .forEach(entry -> workers.execute(() -> runWithPermit(entry), entry.parentTask, false));
        } catch (DiffbotUnauthorizedException e) {
            // a later poll would fail too: Diffbot rejects the token
            reject(removeIf(entry -> true), WaitEnd.unknown, e);
        } catch (RuntimeException e) {
            recordFailure(e);
        } catch (Error e) {
            recordFailure(new IllegalStateException("The poll failed", e));
        } finally {
            synchronized (this) {
                if (!queue.isEmpty()) {
                    pollTimer.runAt(nanoTime.getAsLong() + limits.pollInterval().toNanos());
                }
            }
        }
    }

    /**
     * Records the result of a poll. No permit is given while the number of active jobs is unknown.
     */
    private synchronized void recordFailure(@Nullable RuntimeException failure) {
        if (failure != null && lastFailure == null) {
            LOG.warn("{} creates wait for a permit (option maxActiveJobs). None is given, because the number of active jobs"
                     + " is unknown: {}",
                    queue.size(), failure.getMessage());
            LOG.debug("The number of active jobs is unknown", failure);
        }
        lastFailure = failure;
    }

    private synchronized List<Entry> admit(List<Job> jobs, long began) {
        List<Entry> now = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        Set<String> active = new HashSet<>();
        for (Job job : jobs) {
            listed.add(job.getName());
            JobStatusGroup group = job.getStatus().getGroup();
            if (group == JobStatusGroup.running || group == JobStatusGroup.suspended) {
                active.add(job.getName());
            }
        }
        // a new job counts even while the list does not show it yet
        admitted.removeIf(entry -> entry.done && (listed.contains(entry.jobName) && began - entry.doneAt > 0
                || began - entry.doneAt > JobSnapshot.GRACE.toNanos()));
        admitted.forEach(entry -> active.add(entry.jobName));
        // an active job needs no second permit
        while (!queue.isEmpty() && (active.size() < limits.active() || active.contains(queue.peek().jobName))) {
            Entry entry = queue.poll();
            entry.owner.addWaits(-1);
            active.add(entry.jobName);
            admitted.add(entry);
            now.add(entry);
        }
        return now;
    }

    private void runWithPermit(Entry entry) {
        try {
            entry.listener.onAcquired(entry);
        } finally {
            entry.markUsed();
        }
    }

    private void endOverdue() {
        RuntimeException failure;
        long now = nanoTime.getAsLong();
        synchronized (this) {
            failure = lastFailure;
        }
        reject(removeIf(entry -> now - entry.deadline >= 0), WaitEnd.timeout, failure);
        synchronized (this) {
            queue.stream().mapToLong(entry -> entry.deadline - now).min().ifPresent(delay -> deadlineTimer.runAt(now + delay));
        }
    }

    private synchronized List<Entry> removeIf(Predicate<Entry> matching) {
        List<Entry> removed = new ArrayList<>();
        for (Iterator<Entry> all = queue.iterator(); all.hasNext();) {
            Entry entry = all.next();
            if (matching.test(entry)) {
                all.remove();
                entry.owner.addWaits(-1);
                removed.add(entry);
            }
        }
        if (queue.isEmpty()) {
            pollTimer.cancel();
            deadlineTimer.cancel();
        }
        return removed;
    }

    /**
     * Rejects creates. Runs without the lock, because a listener may block.
     */
    private void reject(List<Entry> entries, WaitEnd end, @Nullable RuntimeException failure) {
        entries.forEach(entry -> workers.execute(() -> entry.listener.onRejected(end, failure), entry.parentTask, true));
    }

    /**
     * A create that waits for a permit, and its permit after that.
     */
    private final class Entry implements Permit {

        private final WaitOwner owner;
        private final String jobName;
        private final long deadline;
        private final PermitListener listener;
        private final @Nullable Object parentTask;
        private long doneAt;
        private boolean done;

        Entry(WaitOwner owner, String jobName, long deadline, PermitListener listener,
              @Nullable Object parentTask) {
            this.owner = owner;
            this.jobName = jobName;
            this.deadline = deadline;
            this.listener = listener;
            this.parentTask = parentTask;
        }

        @Override
        public void markUsed() {
            synchronized (ActiveJobLimiter.this) {
                if (!done) {
                    doneAt = nanoTime.getAsLong();
                    done = true;
                }
            }
        }

        @Override
        public void release() {
            synchronized (ActiveJobLimiter.this) {
                if (!done) {
                    done = true;
                    admitted.remove(this);
                    if (!queue.isEmpty()) {
                        pollTimer.runAt(nanoTime.getAsLong());
                    }
                }
            }
        }
    }
}
