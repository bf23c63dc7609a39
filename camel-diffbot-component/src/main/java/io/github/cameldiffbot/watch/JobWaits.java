/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

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
    private boolean looked;
    private long lastLookAt;
    private long lastParkedAt;
    private int failures;
    private int parked;
    private boolean closed;

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
     * Says whether one more may wait, before anything is done for which there would be a wait.
     *
     * @throws IllegalStateException when too many wait
     */
    public synchronized void checkRoom() {
        if (parked >= pace.maxWaits()) {
            throw new IllegalStateException(
                    parked + " exchanges wait for jobs, which is as many as may. Send fewer at a time, or raise the option"
                                            + " maxWaits of the component");
        }
    }

    /**
     * Waits for a job to be over.
     *
     * @param  owner                 who waits, for {@link #stop(Object)}
     * @param  job                   the job as it is now
     * @param  stale                 the job as it was before it got more to do, or null: that it is over in this state
     *                               ends no wait, for some minutes
     * @param  timeout               how long the wait may take
     * @param  endOnPause            whether a job that is paused or halted ends the wait
     * @param  listener              what to do then; it is called on a worker, also when the job is over already
     * @throws IllegalStateException when too many wait
     */
    public void park(Object owner, Job job, Job stale, Duration timeout, boolean endOnPause, JobWait.Listener listener) {
        List<Runnable> over = new ArrayList<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            JobWait wait = new JobWait(
                    owner, now, now + timeout.toNanos(), job.getRoundsCompleted(), endOnPause, stale, listener);
            WaitEnd end = closed ? WaitEnd.stopped : wait.endedBy(job, now);
            if (end == null) {
                checkRoom();
                add(wait, job, now);
            } else {
                finish(List.of(wait), end, job, over);
            }
        }
        run(over);
    }

    /**
     * Ends all waits of one owner. Their jobs go on.
     */
    public void stop(Object owner) {
        endWaits(wait -> wait.belongsTo(owner));
    }

    /**
     * Ends all waits, and those that are still to come at once. Their jobs go on.
     */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        endWaits(wait -> true);
    }

    /**
     * Looks at once: somebody said that a job changed. Whoever says so has looked himself, and that look serves.
     */
    public synchronized void hint() {
        if (!jobs.isEmpty()) {
            schedule(nanoTime.getAsLong(), 0);
        }
    }

    /**
     * How many wait.
     */
    public synchronized int parked() {
        return parked;
    }

    /**
     * Whether an exchange waits for this job.
     */
    public synchronized boolean isAwaited(JobKey job) {
        return jobs.containsKey(job);
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

    private void add(JobWait wait, Job job, long now) {
        AwaitedJob awaited = jobs.get(job.getKey());
        if (awaited == null) {
            awaited = new AwaitedJob(Interest.inJob(JobType.of(job.getType()), job.getName()), job, now);
            jobs.put(job.getKey(), awaited);
            watcher.add(awaited.interest());
        }
        awaited.add(wait, job, now);
        parked++;
        lastParkedAt = now;
        long rest = awaited.restNanos(now, pace.least().toNanos(), pace.most().toNanos());
        schedule(now, Math.min(rest, wait.deadline() - now));
    }

    /**
     * Many deadlines that lie close together are served by one look: none comes sooner than the shortest time after
     * another.
     */
    private void schedule(long now, long restNanos) {
        long soonest = looked ? lastLookAt + pace.least().toNanos() - now : 0;
        long rest = Math.max(Math.max(0, soonest), restNanos);
        long at = now + rest;
        if (nextTick != null && nextTickAt - at <= 0) {
            return;
        }
        if (nextTick != null) {
            nextTick.cancel(false);
        }
        nextTickAt = at;
        nextTick = timer.schedule(this::tick, rest, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        Interest interest;
        Duration maxAge;
        long startedAt;
        synchronized (this) {
            nextTick = null;
            if (jobs.isEmpty()) {
                return;
            }
            interest = jobs.values().iterator().next().interest();
            startedAt = nanoTime.getAsLong();
            looked = true;
            lastLookAt = startedAt;
            // whose time is up gets a last look, and it has to be a new one; what was seen before somebody began to wait
            // says nothing to them: it may be about a job of the same name that is gone
            boolean due = jobs.values().stream().anyMatch(awaited -> awaited.hasDue(startedAt));
            long age = Math.min(pace.least().toNanos() / 2, startedAt - lastParkedAt);
            maxAge = due ? Duration.ZERO : Duration.ofNanos(age);
        }
        JobSnapshot snapshot = null;
        try {
            // outside the lock: whoever wants to park meanwhile must not wait for the service
            snapshot = watcher.look(interest, maxAge);
        } catch (RuntimeException e) {
            LOG.debug("Could not look at the jobs that are waited for", e);
        } finally {
            // whatever happened, the next look must come
            run(settle(snapshot, startedAt));
        }
    }

    private synchronized List<Runnable> settle(JobSnapshot snapshot, long startedAt) {
        List<Runnable> over = new ArrayList<>();
        long now = nanoTime.getAsLong();
        if (snapshot == null) {
            failures++;
        } else {
            failures = 0;
            take(snapshot, startedAt, now, over);
        }
        for (AwaitedJob awaited : jobs.values()) {
            // whose time was up meanwhile has still to get its last look
            finish(awaited.take(wait -> wait.isDue(startedAt)), WaitEnd.timeout, awaited.last(), over);
        }
        forgetThoseWithoutWaits();
        parked -= over.size();
        if (!jobs.isEmpty()) {
            schedule(now, rest(now));
        }
        return over;
    }

    private void take(JobSnapshot snapshot, long startedAt, long now, List<Runnable> over) {
        Map<JobKey, Job> found = new HashMap<>();
        snapshot.jobs().forEach(job -> found.put(job.getKey(), job));
        jobs.forEach((key, awaited) -> {
            Job job = found.get(key);
            // to who came meanwhile, the next look is the first one that can be believed
            boolean somebodyCame = awaited.isNewerThan(startedAt);
            if (job != null) {
                if (!somebodyCame) {
                    awaited.found(job);
                }
                for (JobWait wait : awaited.take(one -> !one.isNewerThan(startedAt) && one.endedBy(job, now) != null)) {
                    finish(List.of(wait), wait.endedBy(job, now), job, over);
                }
            } else if (!somebodyCame && snapshot.covers(awaited.interest()) && awaited.missed(now)) {
                finish(awaited.take(wait -> true), WaitEnd.gone, awaited.last(), over);
            }
        });
    }

    private void endWaits(Predicate<JobWait> meant) {
        List<Runnable> over = new ArrayList<>();
        synchronized (this) {
            for (AwaitedJob awaited : jobs.values()) {
                finish(awaited.take(meant), WaitEnd.stopped, awaited.last(), over);
            }
            forgetThoseWithoutWaits();
            parked -= over.size();
        }
        run(over);
    }

    private void forgetThoseWithoutWaits() {
        jobs.values().removeIf(awaited -> {
            if (awaited.waits().isEmpty()) {
                watcher.remove(awaited.interest());
                return true;
            }
            return false;
        });
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
        return Math.min(Math.max(rest, backoff), deadline);
    }

    private static void finish(List<JobWait> waits, WaitEnd end, Job last, List<Runnable> over) {
        waits.forEach(wait -> over.add(() -> wait.listener().over(end, last)));
    }

    /**
     * Without the lock, as nobody knows what those who waited do next.
     */
    private void run(List<Runnable> over) {
        for (Runnable end : over) {
            try {
                workers.execute(end);
            } catch (RejectedExecutionException e) {
                // the context is going down: better told on this thread than never
                end.run();
            }
        }
    }
}
