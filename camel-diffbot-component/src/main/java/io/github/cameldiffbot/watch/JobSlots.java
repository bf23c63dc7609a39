/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only so many jobs of a token be at work at a time. Who wants to create one more waits for a place, in order and
 * without a thread. Jobs that others created count, as the limit is Diffbot's and not ours.
 */
public final class JobSlots {

    private static final Logger LOG = LoggerFactory.getLogger(JobSlots.class);
    private static final Interest ALL = Interest.inJobs(JobType.job, name -> true);

    /**
     * A job just created may be missing from the list for a while, and counts nevertheless.
     */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final JobWatcher watcher;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Limits limits;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final List<Entry> admitted = new ArrayList<>();
    private boolean scheduled;

    /**
     * @param active  how many jobs may be at work
     * @param waiting how many may wait for a place
     * @param rest    the time between two looks for a free place
     */
    public record Limits(int active, int waiting, Duration rest) {
    }

    /**
     * What somebody does who waited for a place.
     */
    public interface Entrant {

        /**
         * There is a place: creates the job.
         */
        void enter();

        /**
         * There is none and will be none, because the route stops or the service cannot be asked.
         */
        void refuse(RuntimeException reason);
    }

    private static final class Entry {

        private final Object owner;
        private final String jobName;
        private final Entrant entrant;
        private long doneAt;
        private boolean done;

        Entry(Object owner, String jobName, Entrant entrant) {
            this.owner = owner;
            this.jobName = jobName;
            this.entrant = entrant;
        }
    }

    public JobSlots(JobWatcher watcher, ScheduledExecutorService timer, Executor workers, Limits limits) {
        this.watcher = watcher;
        this.timer = timer;
        this.workers = workers;
        this.limits = limits;
    }

    /**
     * Waits for a place.
     *
     * @param  owner                 who waits, for {@link #stop(Object)}
     * @throws IllegalStateException when too many wait already
     */
    public synchronized void await(Object owner, String jobName, Entrant entrant) {
        if (queue.size() >= limits.waiting()) {
            throw new IllegalStateException(
                    "Job '" + jobName + "' was not created: " + limits.active()
                                            + " jobs are at work (option maxActiveJobs), and "
                                            + queue.size() + " more wait for a place (option maxQueuedJobs). Submit fewer at a"
                                            + " time, or raise one of the options");
        }
        queue.add(new Entry(owner, jobName, entrant));
        schedule(Duration.ZERO);
    }

    /**
     * Sends those of one owner away who still wait for a place.
     */
    public synchronized void stop(Object owner) {
        for (Iterator<Entry> iterator = queue.iterator(); iterator.hasNext();) {
            Entry entry = iterator.next();
            if (entry.owner == owner) {
                iterator.remove();
                IllegalStateException reason = new IllegalStateException(
                        "Job '" + entry.jobName + "' was not created: the route stops while it waited for a place"
                                                                         + " (option maxActiveJobs). Send it again");
                run(() -> entry.entrant.refuse(reason));
            }
        }
    }

    /**
     * How many wait for a place.
     */
    public synchronized int waiting() {
        return queue.size();
    }

    private void schedule(Duration rest) {
        if (!scheduled) {
            scheduled = true;
            timer.schedule(this::tick, rest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        long began = System.nanoTime();
        JobSnapshot snapshot = null;
        try {
            snapshot = watcher.look(ALL, limits.rest().dividedBy(2));
        } catch (RuntimeException e) {
            // nobody is let in while it is not known how many are at work
            LOG.debug("Could not look how many jobs are at work", e);
        }
        synchronized (this) {
            scheduled = false;
            if (snapshot != null) {
                admit(snapshot.jobs(), began);
            }
            if (!queue.isEmpty()) {
                schedule(limits.rest());
            }
        }
    }

    private void admit(List<Job> jobs, long began) {
        Set<String> listed = new HashSet<>();
        Set<String> active = new HashSet<>();
        for (Job job : jobs) {
            listed.add(job.getName());
            JobStatusGroup group = job.getStatus().getGroup();
            if (group == JobStatusGroup.running || group == JobStatusGroup.suspended) {
                active.add(job.getName());
            }
        }
        admitted.removeIf(entry -> entry.done && (listed.contains(entry.jobName) && began - entry.doneAt > 0
                || began - entry.doneAt > GRACE.toNanos()));
        admitted.forEach(entry -> active.add(entry.jobName));
        // a job that is at work already takes no further place
        while (!queue.isEmpty() && (active.size() < limits.active() || active.contains(queue.peek().jobName))) {
            Entry entry = queue.poll();
            active.add(entry.jobName);
            admitted.add(entry);
            run(() -> enter(entry));
        }
    }

    private void enter(Entry entry) {
        try {
            entry.entrant.enter();
        } finally {
            synchronized (this) {
                entry.doneAt = System.nanoTime();
                entry.done = true;
            }
        }
    }

    private void run(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            // the context is going down: better told on this thread than never
            task.run();
        }
    }
}
