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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only so many jobs of a token be at work at a time. A create waits for a permit, in order and without a thread.
 * Jobs that others created count, as the limit is Diffbot's and not ours.
 */
public final class ActiveJobLimiter {

    /**
     * The default number of creates that wait for a permit.
     */
    public static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ActiveJobLimiter.class);
    private static final JobSelector ALL = JobSelector.inJobs(JobType.job, name -> true);

    private final SharedJobPoller watcher;
    private final WaitExecutor workers;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final PollTimer polls;
    private final PollTimer deadlines;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Set<Entry> admitted = new HashSet<>();
    private RuntimeException lastFailure;
    private boolean closed;

    /**
     * @param active  how many jobs may be at work
     * @param waiting how many may wait for a permit
     * @param rest    the time between two polls for a free permit
     */
    public record Limits(int active, int waiting, Duration rest) {
    }

    /**
     * What to do at the end of the wait for a permit. Exactly one of the two is called, on a worker.
     */
    public interface Entrant {

        /**
         * There is a permit: creates the job, and then says so to the permit. A permit that was not given back when
         * this returns counts as used.
         */
        void enter(Permit permit);

        /**
         * There is none.
         *
         * @param end     {@link WaitEnd#timeout}, {@link WaitEnd#stopped}, {@link WaitEnd#suspended} or
         *                {@link WaitEnd#unknown}
         * @param failure why it is not known how many jobs are at work, or null
         */
        void refuse(WaitEnd end, RuntimeException failure);
    }

    /**
     * The right to create a job.
     */
    public interface Permit {

        /**
         * Says that the job was created, or that this is unknown.
         */
        void used();

        /**
         * Says that no job was created: the permit is free at once.
         */
        void release();
    }

    public ActiveJobLimiter(
                            SharedJobPoller watcher, ScheduledExecutorService timer, Executor pollers, WaitExecutor workers,
                            Limits limits) {
        this(watcher, timer, pollers, workers, limits, System::nanoTime);
    }

    ActiveJobLimiter(
                     SharedJobPoller watcher, ScheduledExecutorService timer, Executor pollers, WaitExecutor workers,
                     Limits limits,
                     LongSupplier nanoTime) {
        this.watcher = watcher;
        this.workers = workers;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.polls = new PollTimer(timer, pollers, nanoTime, this::poll);
        // without I/O, and entrants are handed on: this may run on the timer's thread
        this.deadlines = new PollTimer(timer, Runnable::run, nanoTime, this::endOverdue);
    }

    /**
     * Waits for a permit.
     *
     * @param  owner                 what the wait belongs to
     * @param  timeout               how long it may take
     * @throws IllegalStateException when too many wait already
     */
    public void await(WaitOwner owner, String jobName, Duration timeout, Entrant entrant) {
        Entry entry = new Entry(
                owner, jobName, PendingWait.deadline(nanoTime.getAsLong(), timeout), entrant,
                workers.currentTask());
        synchronized (this) {
            if (!closed && !owner.isStopping()) {
                if (queue.size() >= limits.waiting()) {
                    throw new IllegalStateException(
                            "Job '" + jobName + "' was not created: " + limits.active()
                                                    + " jobs are at work (option maxActiveJobs), and " + queue.size()
                                                    + " more creates wait for a permit, which is the limit. Submit fewer"
                                                    + " at a time, or raise maxActiveJobs");
                }
                queue.add(entry);
                owner.waits(1);
                polls.at(nanoTime.getAsLong());
                deadlines.at(entry.deadline);
                return;
            }
        }
        entrant.refuse(WaitEnd.stopped, null);
    }

    /**
     * Ends the waits of some owners.
     *
     * @param end how they end: {@link WaitEnd#stopped} or {@link WaitEnd#suspended}
     */
    public void stop(Predicate<WaitOwner> owners, WaitEnd end) {
        refuse(take(entry -> owners.test(entry.owner)), end, null);
    }

    /**
     * Ends all waits, and those that are still to come at once.
     */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        refuse(take(entry -> true), WaitEnd.stopped, null);
    }

    /**
     * How many wait for a permit.
     */
    public synchronized int waiting() {
        return queue.size();
    }

    private void poll() {
        try {
            JobSnapshot snapshot = watcher.look(ALL, limits.rest());
            failed(null);
            admit(snapshot.jobs(), snapshot.startedAt())
                    .forEach(entry -> workers.execute(() -> enter(entry), entry.beganIn, false));
        } catch (DiffbotUnauthorizedException e) {
            // no later poll will do better: the token is refused
            refuse(take(entry -> true), WaitEnd.unknown, e);
        } catch (RuntimeException e) {
            failed(e);
        } catch (Error e) {
            failed(new IllegalStateException("The poll failed", e));
        } finally {
            synchronized (this) {
                if (!queue.isEmpty()) {
                    polls.at(nanoTime.getAsLong() + limits.rest().toNanos());
                }
            }
        }
    }

    /**
     * Nobody is let in while it is not known how many jobs are at work.
     */
    private synchronized void failed(RuntimeException failure) {
        if (failure != null && lastFailure == null) {
            LOG.warn("{} creates wait for a permit (option maxActiveJobs) and cannot get one, as it cannot be found out how"
                     + " many jobs are at work: {}",
                    queue.size(), failure.getMessage());
            LOG.debug("Why it cannot be found out", failure);
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
        // a job that was just created may be missing from the list for a while, and counts nevertheless
        admitted.removeIf(entry -> entry.done && (listed.contains(entry.jobName) && began - entry.doneAt > 0
                || began - entry.doneAt > AwaitedJob.GRACE.toNanos()));
        admitted.forEach(entry -> active.add(entry.jobName));
        // a job that is at work already needs no further permit
        while (!queue.isEmpty() && (active.size() < limits.active() || active.contains(queue.peek().jobName))) {
            Entry entry = queue.poll();
            entry.owner.waits(-1);
            active.add(entry.jobName);
            admitted.add(entry);
            now.add(entry);
        }
        return now;
    }

    private void enter(Entry entry) {
        try {
            entry.entrant.enter(entry);
        } finally {
            entry.used();
        }
    }

    private void endOverdue() {
        RuntimeException failure;
        long now = nanoTime.getAsLong();
        synchronized (this) {
            failure = lastFailure;
        }
        refuse(take(entry -> now - entry.deadline >= 0), WaitEnd.timeout, failure);
        synchronized (this) {
            queue.stream().mapToLong(entry -> entry.deadline - now).min().ifPresent(rest -> deadlines.at(now + rest));
        }
    }

    private synchronized List<Entry> take(Predicate<Entry> meant) {
        List<Entry> taken = new ArrayList<>();
        for (Iterator<Entry> all = queue.iterator(); all.hasNext();) {
            Entry entry = all.next();
            if (meant.test(entry)) {
                all.remove();
                entry.owner.waits(-1);
                taken.add(entry);
            }
        }
        if (queue.isEmpty()) {
            polls.cancel();
            deadlines.cancel();
        }
        return taken;
    }

    /**
     * Without the lock, as an entrant may do anything.
     */
    private void refuse(List<Entry> entries, WaitEnd end, RuntimeException failure) {
        entries.forEach(entry -> workers.execute(() -> entry.entrant.refuse(end, failure), entry.beganIn, true));
    }

    /**
     * A create that waits for a permit, and then the permit.
     */
    private final class Entry implements Permit {

        private final WaitOwner owner;
        private final String jobName;
        private final long deadline;
        private final Entrant entrant;
        private final Object beganIn;
        private long doneAt;
        private boolean done;

        Entry(WaitOwner owner, String jobName, long deadline, Entrant entrant, Object beganIn) {
            this.owner = owner;
            this.jobName = jobName;
            this.deadline = deadline;
            this.entrant = entrant;
            this.beganIn = beganIn;
        }

        @Override
        public void used() {
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
                        polls.at(nanoTime.getAsLong());
                    }
                }
            }
        }
    }
}
