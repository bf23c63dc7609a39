/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who waits for jobs of one token. A wait holds no thread: one timer looks at the jobs for all of them, as
 * often as the most urgent one needs it, and only while there are any.
 */
public final class JobWaits {

    private static final Logger LOG = LoggerFactory.getLogger(JobWaits.class);

    private final JobWatcher watcher;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final Map<JobKey, AwaitedJob> jobs = new HashMap<>();
    private ScheduledFuture<?> nextTick;
    private long nextTickAt;
    private int failures;
    private int parked;

    /**
     * How often to look, and how many may wait.
     *
     * @param least    the shortest time between two looks
     * @param most     the longest
     * @param maxWaits how many may wait at a time
     */
    public record Pace(Duration least, Duration most, int maxWaits) {
    }

    /**
     * @param timer   runs the looks; one thread is enough
     * @param workers runs what the waiters do when their wait is over
     */
    public JobWaits(JobWatcher watcher, ScheduledExecutorService timer, Executor workers, Pace pace) {
        this(watcher, timer, workers, pace, System::nanoTime);
    }

    JobWaits(JobWatcher watcher, ScheduledExecutorService timer, Executor workers, Pace pace, LongSupplier nanoTime) {
        this.watcher = watcher;
        this.timer = timer;
        this.workers = workers;
        this.pace = pace;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits for a job to be over.
     *
     * @param  owner                 who waits, for {@link #stop(Object)}
     * @param  job                   the job as it is now
     * @param  stale                 the job as it was before it got more to do, or null: that it is over in this state
     *                               ends no wait
     * @param  timeout               how long the wait may take
     * @param  endOnPause            whether a job that is paused or halted ends the wait
     * @param  listener              what to do then; it is called on a worker, also when the job is over already
     * @throws IllegalStateException when too many wait
     */
    public synchronized void park(
            Object owner, Job job, Job stale, Duration timeout, boolean endOnPause, JobWait.Listener listener) {
        if (parked >= pace.maxWaits()) {
            throw new IllegalStateException(
                    parked + " exchanges wait for jobs, which is as many as may. Send fewer at a time, or raise the option"
                                            + " maxWaits of the component");
        }
        long now = nanoTime.getAsLong();
        JobWait wait = new JobWait(owner, now + timeout.toNanos(), job.getRoundsCompleted(), endOnPause, stale, listener);
        WaitEnd end = wait.endedBy(job);
        if (end != null) {
            finish(List.of(wait), end, job);
            return;
        }
        AwaitedJob awaited = jobs.get(job.getKey());
        if (awaited == null) {
            awaited = new AwaitedJob(Interest.inJob(JobType.of(job.getType()), job.getName()), job, now);
            jobs.put(job.getKey(), awaited);
            watcher.add(awaited.interest());
        }
        awaited.waits().add(wait);
        parked++;
        schedule(now, Math.min(awaited.restNanos(now, pace.least().toNanos(), pace.most().toNanos()), timeout.toNanos()));
    }

    /**
     * Ends all waits of one owner. Their jobs go on.
     */
    public synchronized void stop(Object owner) {
        for (Iterator<AwaitedJob> iterator = jobs.values().iterator(); iterator.hasNext();) {
            AwaitedJob awaited = iterator.next();
            List<JobWait> theirs = awaited.waits().stream().filter(wait -> wait.belongsTo(owner)).toList();
            awaited.waits().removeAll(theirs);
            parked -= theirs.size();
            finish(theirs, WaitEnd.stopped, awaited.last());
            forgetIfDone(iterator, awaited);
        }
    }

    /**
     * Looks as soon as it may: somebody said that a job changed.
     */
    public synchronized void hint() {
        if (!jobs.isEmpty()) {
            schedule(nanoTime.getAsLong(), pace.least().toNanos());
        }
    }

    /**
     * How many wait.
     */
    public synchronized int parked() {
        return parked;
    }

    /**
     * How many jobs they wait for.
     */
    public synchronized int awaitedJobs() {
        return jobs.size();
    }

    /**
     * How many looks at them in a row have failed until now.
     */
    public synchronized int failedLooks() {
        return jobs.isEmpty() ? 0 : failures;
    }

    /**
     * The first of the jobs that are waited for.
     */
    public synchronized List<WaitReport> report(int most) {
        return jobs.values().stream().limit(most).map(job -> new WaitReport(job.last(), job.waits().size())).toList();
    }

    private void schedule(long now, long restNanos) {
        long at = now + restNanos;
        if (nextTick != null && nextTickAt - at <= 0) {
            return;
        }
        if (nextTick != null) {
            nextTick.cancel(false);
        }
        nextTickAt = at;
        nextTick = timer.schedule(this::tick, Math.max(0, restNanos), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        Interest interest;
        Duration maxAge;
        synchronized (this) {
            nextTick = null;
            if (jobs.isEmpty()) {
                return;
            }
            interest = jobs.values().iterator().next().interest();
            long now = nanoTime.getAsLong();
            // whose time is up gets a last look, and it has to be a new one
            boolean due = jobs.values().stream().anyMatch(awaited -> awaited.hasDue(now));
            maxAge = due ? Duration.ZERO : pace.least().dividedBy(2);
        }
        JobSnapshot snapshot = null;
        try {
            // outside the lock: whoever wants to park meanwhile must not wait for the service
            snapshot = watcher.look(interest, maxAge);
        } catch (RuntimeException e) {
            LOG.debug("Could not look at the jobs that are waited for", e);
        }
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (snapshot == null) {
                failures++;
            } else {
                failures = 0;
                take(snapshot, now);
            }
            endTimedOut(now);
            if (!jobs.isEmpty()) {
                schedule(now, rest(now));
            }
        }
    }

    private void take(JobSnapshot snapshot, long now) {
        Map<JobKey, Job> found = new HashMap<>();
        snapshot.jobs().forEach(job -> found.put(job.getKey(), job));
        for (Iterator<Map.Entry<JobKey, AwaitedJob>> iterator = jobs.entrySet().iterator(); iterator.hasNext();) {
            Map.Entry<JobKey, AwaitedJob> entry = iterator.next();
            AwaitedJob awaited = entry.getValue();
            Job job = found.get(entry.getKey());
            if (job != null) {
                awaited.found(job);
                end(awaited, job);
            } else if (snapshot.covers(awaited.interest()) && awaited.missed(now)) {
                finish(awaited.waits(), WaitEnd.gone, awaited.last());
                parked -= awaited.waits().size();
                awaited.waits().clear();
            }
            if (awaited.waits().isEmpty()) {
                watcher.remove(awaited.interest());
                iterator.remove();
            }
        }
    }

    private void end(AwaitedJob awaited, Job job) {
        for (Iterator<JobWait> iterator = awaited.waits().iterator(); iterator.hasNext();) {
            JobWait wait = iterator.next();
            WaitEnd end = wait.endedBy(job);
            if (end != null) {
                iterator.remove();
                parked--;
                finish(List.of(wait), end, job);
            }
        }
    }

    private void endTimedOut(long now) {
        for (Iterator<AwaitedJob> iterator = jobs.values().iterator(); iterator.hasNext();) {
            AwaitedJob awaited = iterator.next();
            List<JobWait> due = awaited.due(now);
            parked -= due.size();
            finish(due, WaitEnd.timeout, awaited.last());
            forgetIfDone(iterator, awaited);
        }
    }

    private void forgetIfDone(Iterator<AwaitedJob> iterator, AwaitedJob awaited) {
        if (awaited.waits().isEmpty()) {
            watcher.remove(awaited.interest());
            iterator.remove();
        }
    }

    private long rest(long now) {
        long least = pace.least().toNanos();
        long most = pace.most().toNanos();
        long rest = most;
        long deadline = Long.MAX_VALUE;
        for (AwaitedJob awaited : jobs.values()) {
            rest = Math.min(rest, awaited.restNanos(now, least, most));
            for (JobWait wait : awaited.waits()) {
                deadline = Math.min(deadline, wait.deadline() - now);
            }
        }
        // a service in trouble is asked less and less often, but never later than a deadline
        long backoff = Math.min(most, rest << Math.min(failures, 10));
        return Math.max(0, Math.min(Math.max(rest, backoff), deadline));
    }

    private void finish(List<JobWait> waits, WaitEnd end, Job last) {
        for (JobWait wait : List.copyOf(waits)) {
            try {
                workers.execute(() -> wait.listener().over(end, last));
            } catch (RejectedExecutionException e) {
                // the context is going down: better told on this thread than never
                wait.listener().over(end, last);
            }
        }
    }
}
