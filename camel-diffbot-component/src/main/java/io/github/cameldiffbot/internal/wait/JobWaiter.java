/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Runs all waits for jobs of one token. A wait holds no thread. One poll serves all waits, as often as the most urgent
 * one needs it. Without waits there are no polls. Polls and listeners run on separate threads, so that a hanging call
 * delays no deadline, and a blocking route delays no other wait.
 */
public final class JobWaiter {

    /**
     * The default number of exchanges that wait for jobs of one token.
     */
    public static final int MAX_WAITS = 100_000;

    private final SharedJobPoller poller;
    private final WaitExecutor workers;
    private final int maxWaits;
    private final LongSupplier nanoTime;
    private final AwaitedJobs jobs;
    private final Map<JobKey, Integer> ending = new HashMap<>();
    private final PollSchedule schedule;
    private boolean closed;
    private @Nullable PollListener pollListener;
    private volatile boolean failing;

    /**
     * @param timer   starts polls and deadlines on time; one thread is enough
     * @param pollers runs the polls; one thread is enough
     * @param workers runs the listeners
     */
    public JobWaiter(
                     SharedJobPoller poller, ScheduledExecutorService timer, Executor pollers, WaitExecutor workers,
                     PollIntervals intervals, int maxWaits, LongSupplier nanoTime) {
        this.poller = poller;
        this.workers = workers;
        this.maxWaits = maxWaits;
        this.nanoTime = nanoTime;
        this.jobs = new AwaitedJobs(poller);
        this.schedule = new PollSchedule(intervals, timer, pollers, nanoTime, this::poll, this::endOverdue);
    }

    /**
     * Sets the listener for the results of polls. Must be called before the first wait.
     */
    public void setPollListener(PollListener pollListener) {
        this.pollListener = pollListener;
    }

    /**
     * Checks that one more wait is possible, before the operation that needs the wait.
     *
     * @throws IllegalStateException if the limit of waits is reached
     */
    public synchronized void checkCapacity() {
        if (jobs.waits() >= maxWaits) {
            throw new IllegalStateException(
                    "The limit of " + jobs.waits() + " exchanges that wait for jobs of one token is reached. Send"
                                            + " fewer at a time");
        }
    }

    /**
     * Begins a wait for the end of a job, or for the end of its current round.
     *
     * @param  known                 the current job; null when its existence is unknown
     * @return                       the outcome of a wait that ended immediately, whose listener is not called;
     *                               otherwise empty
     * @throws IllegalStateException if the limit of waits is reached
     */
    public synchronized Optional<WaitOutcome> startWait(PendingWait wait, JobType type, String name, @Nullable Job known) {
        long now = nanoTime.getAsLong();
        wait.begin(now, workers.currentTask());
        Job job = known;
        if (closed || wait.owner().isStopping()) {
            return Optional.of(WaitOutcome.of(WaitEnd.stopped, job));
        }
        if (job != null) {
            job = jobs.newest(job);
            WaitEnd end = wait.start(job, now);
            if (end != null) {
                return Optional.of(WaitOutcome.of(end, job));
            }
        }
        checkCapacity();
        schedule.add(jobs.add(wait, type, name, job, now), wait, now);
        return Optional.empty();
    }

    /**
     * Ends the waits of some owners. Their jobs continue.
     *
     * @param end how they end: {@link WaitEnd#stopped} or {@link WaitEnd#suspended}
     */
    public void stop(Predicate<WaitOwner> owners, WaitEnd end) {
        endWaits(wait -> owners.test(wait.owner()), end);
    }

    /**
     * Ends all waits. Later waits end immediately. The jobs continue.
     */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        endWaits(wait -> true, WaitEnd.stopped);
    }

    private void endWaits(Predicate<PendingWait> matching, WaitEnd end) {
        List<AwaitedJobs.EndedWait> ended;
        synchronized (this) {
            ended = markEnding(jobs.end(matching, end));
            if (jobs.isEmpty()) {
                schedule.update(jobs, nanoTime.getAsLong());
            }
        }
        run(ended);
    }

    /**
     * Polls immediately, because a job has changed. The poll that found the change serves this one.
     */
    public synchronized void pollNow() {
        if (!jobs.isEmpty()) {
            schedule.pollNow(nanoTime.getAsLong());
        }
    }

    public synchronized int pendingWaits() {
        return jobs.waits();
    }

    /**
     * Returns whether an exchange waits for this job or is about to continue with its result.
     */
    public synchronized boolean isAwaited(JobKey job) {
        return jobs.contains(job) || ending.containsKey(job);
    }

    public synchronized int awaitedJobs() {
        return jobs.jobs();
    }

    /**
     * Returns the number of polls for waits that failed in a row.
     */
    public synchronized int failedPolls() {
        return jobs.isEmpty() ? 0 : schedule.failures();
    }

    public synchronized List<AwaitedJobInfo> report(int max) {
        return jobs.report().limit(max).toList();
    }

    private void poll() {
        JobSelector selector;
        Duration maxAge;
        long askedAt;
        synchronized (this) {
            if (jobs.isEmpty()) {
                return;
            }
            selector = jobs.all().get(0).selector();
            askedAt = nanoTime.getAsLong();
            maxAge = schedule.recordPoll(jobs, askedAt);
        }
        JobSnapshot snapshot;
        try {
            // outside the lock, so that a new wait does not wait for the service
            snapshot = poller.poll(selector, maxAge);
        } catch (RuntimeException e) {
            recordFailure(e, askedAt);
            return;
        } catch (Error e) {
            // the next poll must be scheduled in any case
            recordFailure(new IllegalStateException("The poll failed", e), askedAt);
            return;
        }
        report(null);
        run(applyPoll(snapshot, askedAt));
    }

    private void recordFailure(RuntimeException failure, long askedAt) {
        report(failure);
        run(applyFailure(failure, askedAt));
    }

    private synchronized List<AwaitedJobs.EndedWait> applyPoll(JobSnapshot snapshot, long askedAt) {
        // a poll that another caller began does not serve waits that began after it: it may show a deleted job of the
        // same name
        long age = Math.max(0, askedAt - snapshot.startedAt());
        long now = nanoTime.getAsLong();
        schedule.recordSuccess(snapshot.startedAt());
        return endDue(jobs.observe(snapshot, askedAt - age, now), askedAt, now - age);
    }

    private synchronized List<AwaitedJobs.EndedWait> applyFailure(RuntimeException failure, long askedAt) {
        schedule.recordFailure();
        return endDue(jobs.endUnseen(failure, askedAt), askedAt, nanoTime.getAsLong());
    }

    private List<AwaitedJobs.EndedWait> endDue(List<AwaitedJobs.EndedWait> ended, long askedAt, long now) {
        List<AwaitedJobs.EndedWait> all = new ArrayList<>(ended);
        // a wait that became due during this poll gets one more poll
        all.addAll(jobs.end(wait -> wait.isDue(askedAt), WaitEnd.timeout));
        schedule.update(jobs, now);
        return markEnding(all);
    }

    private void report(@Nullable RuntimeException failure) {
        if (pollListener == null) {
            return;
        }
        failing = failure != null;
        if (failure != null) {
            pollListener.onFailure(failure);
        } else {
            pollListener.onSuccess();
        }
    }

    /**
     * Ends the waits whose last poll takes too long.
     */
    private void endOverdue() {
        List<AwaitedJobs.EndedWait> ended;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            ended = markEnding(jobs.end(wait -> schedule.isOverdue(wait, now), WaitEnd.timeout));
            schedule.update(jobs, now);
        }
        run(ended);
    }

    /**
     * Marks the jobs whose results an exchange is about to read.
     */
    private List<AwaitedJobs.EndedWait> markEnding(List<AwaitedJobs.EndedWait> ended) {
        for (AwaitedJobs.EndedWait one : ended) {
            if (one.outcome().end() == WaitEnd.done) {
                ending.merge(one.outcome().knownJob().getKey(), 1, Integer::sum);
            }
        }
        return ended;
    }

    /**
     * Runs the listeners. Without the lock, because a listener may block.
     */
    private void run(List<AwaitedJobs.EndedWait> ended) {
        for (AwaitedJobs.EndedWait one : ended) {
            workers.execute(() -> run(one), one.pendingWait().parentTask(), one.outcome().end() != WaitEnd.done);
        }
        if (failing && pollListener != null && pendingWaits() == 0) {
            failing = false;
            pollListener.onEnd();
        }
    }

    private void run(AwaitedJobs.EndedWait ended) {
        try {
            ended.pendingWait().listener().onOutcome(ended.outcome());
        } finally {
            if (ended.outcome().end() == WaitEnd.done) {
                synchronized (this) {
                    ending.computeIfPresent(ended.outcome().knownJob().getKey(), (job, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}
