/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.job.Job;

/**
 * Looks at the jobs of one token for everybody who wants to know. Whoever asks says how old an answer may be; a look
 * that is young enough serves them all, so the number of calls does not grow with the number of askers. A failed look
 * serves only those who waited for it.
 */
public final class SharedJobPoller {

    private final JobQueries queries;
    private final LongSupplier nanoTime;
    private final Set<JobSelector> selectors = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Poll last;
    // serves only those who waited for this very call: whoever asks later may find the service up again
    private Poll lastFailure;
    private volatile PollResult lastResult;

    public SharedJobPoller(JobQueries queries) {
        this(queries, System::nanoTime);
    }

    public SharedJobPoller(JobQueries queries, LongSupplier nanoTime) {
        this.queries = queries;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets the watcher know what is wanted: when it is one job only, it asks for that job alone.
     */
    public void add(JobSelector selector) {
        selectors.add(selector);
    }

    /**
     * Takes back what {@link #add(JobSelector)} said.
     */
    public void remove(JobSelector selector) {
        selectors.remove(selector);
    }

    /**
     * The jobs as they are now, or were at most <code>maxAge</code> ago.
     *
     * @param  selector         what the asker wants to see in it
     * @throws RuntimeException what the service call threw, for the asker who caused it as for those who waited for it
     */
    public JobSnapshot poll(JobSelector selector, Duration maxAge) {
        return poll(selector, (now, poll) -> now - poll.startedAt < maxAge.toNanos());
    }

    /**
     * The jobs as a look found them that began at a moment of {@link #now()} or later. Many who heard something of many
     * jobs at the same time are served by one look.
     *
     * @throws RuntimeException what the service call threw
     */
    public JobSnapshot pollSince(JobSelector selector, long moment) {
        return poll(selector, (now, poll) -> poll.startedAt - moment >= 0);
    }

    /**
     * The jobs as the last poll found them, without a call.
     *
     * @return nothing when that poll failed, is older than {@code maxAge} or was about other jobs
     */
    Optional<JobSnapshot> findRecent(JobSelector selector, Duration maxAge) {
        Poll poll = last;
        boolean serves = poll != null && poll.snapshot != null && poll.covers(selector)
                && nanoTime.getAsLong() - poll.startedAt < maxAge.toNanos();
        return serves ? Optional.of(poll.snapshot) : Optional.empty();
    }

    /**
     * The watcher's clock, which has nothing to do with the time of day.
     */
    public long now() {
        return nanoTime.getAsLong();
    }

    private JobSnapshot poll(JobSelector selector, Freshness freshness) {
        // what counts is how old a look was when somebody asked: who waited for one that began meanwhile takes it
        long askedAt = nanoTime.getAsLong();
        // one call at a time: who comes meanwhile waits for its answer, and the call's timeouts bound that wait
        lockInterruptibly();
        try {
            if (last != null && freshness.test(askedAt, last) && last.covers(selector)) {
                return last.snapshot;
            }
            if (lastFailure != null && lastFailure.endedAt - askedAt > 0 && freshness.test(askedAt, lastFailure)
                    && lastFailure.covers(selector)) {
                throw lastFailure.failure;
            }
            Poll poll = poll(selector, nanoTime.getAsLong());
            if (poll.failure == null) {
                last = poll;
                return poll.snapshot;
            }
            // one that was broken off because somebody's route stops says nothing to the others
            if (!Thread.currentThread().isInterrupted()) {
                lastFailure = poll;
            }
            throw poll.failure;
        } finally {
            lock.unlock();
        }
    }

    int waitingThreads() {
        return lock.getQueueLength();
    }

    private void lockInterruptibly() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The look at the jobs was broken off, as by a route that stops", e);
        }
    }

    /**
     * How the last look that is over went; null when there was none. Does not wait for one that is under way.
     */
    public PollResult lastResult() {
        return lastResult;
    }

    private Poll poll(JobSelector selector, long now) {
        Instant time = Instant.now();
        JobSelector only = only(selector);
        String name = only == null ? null : only.name();
        try {
            List<Job> jobs = only != null
                    ? queries.find(only.type(), only.name()).map(List::of).orElseGet(List::of) : queries.list();
            lastResult = new PollResult(time, name, jobs.size(), null);
            return new Poll(now, nanoTime.getAsLong(), only, new JobSnapshot(jobs, only, now), null);
        } catch (RuntimeException e) {
            lastResult = new PollResult(time, name, 0, e);
            return new Poll(now, nanoTime.getAsLong(), only, null, e);
        }
    }

    private JobSelector only(JobSelector selector) {
        boolean alone = selector.name() != null && selectors.stream().allMatch(selector::isSameJob);
        return alone ? selector : null;
    }

    /**
     * Whether a look that was taken before serves the one who asks now.
     */
    private interface Freshness {

        boolean test(long now, Poll poll);
    }

    /**
     * What a call gave. Its age counts from the moment it began: the answer may have been made up then.
     */
    private record Poll(long startedAt, long endedAt, JobSelector only, JobSnapshot snapshot, RuntimeException failure) {

        boolean covers(JobSelector selector) {
            return only == null || only.isSameJob(selector);
        }
    }
}
