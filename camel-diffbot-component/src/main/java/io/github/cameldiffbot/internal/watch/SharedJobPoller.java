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
import org.jspecify.annotations.Nullable;

/**
 * Polls the jobs of one token for all consumers and waits. Each caller gives the maximum age of the result. A recent
 * poll serves all of them, so the number of calls does not grow with the number of callers. A failed poll serves only
 * the callers that waited for it.
 */
public final class SharedJobPoller {

    private final JobQueries queries;
    private final LongSupplier nanoTime;
    private final Set<JobSelector> selectors = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable JobSnapshot last;
    // serves only the callers that waited for this call: for a later caller the service may be up again
    private @Nullable FailedPoll lastFailure;
    private volatile @Nullable PollResult lastResult;

    public SharedJobPoller(JobQueries queries) {
        this(queries, System::nanoTime);
    }

    public SharedJobPoller(JobQueries queries, LongSupplier nanoTime) {
        this.queries = queries;
        this.nanoTime = nanoTime;
    }

    /**
     * Adds a selector. When all selectors are for one job, and no recent poll was for another one, the poller requests
     * only that job.
     */
    public void add(JobSelector selector) {
        selectors.add(selector);
    }

    public void remove(JobSelector selector) {
        selectors.remove(selector);
    }

    /**
     * Returns the jobs of a poll that is not older than {@code maxAge}; polls if necessary.
     *
     * @param  selector         the jobs that the result must cover
     * @throws RuntimeException the failure of the call, for all callers that waited for it
     */
    public JobSnapshot poll(JobSelector selector, Duration maxAge) {
        return poll(selector, (now, startedAt) -> now - startedAt < maxAge.toNanos());
    }

    /**
     * Returns the jobs of a poll that began at a moment of {@link #now()} or later; polls if necessary. One poll serves
     * all callers that ask at the same time.
     *
     * @throws RuntimeException the failure of the call
     */
    public JobSnapshot pollSince(JobSelector selector, long moment) {
        return poll(selector, (now, startedAt) -> startedAt - moment >= 0);
    }

    /**
     * Returns the jobs of the last poll, without a call.
     *
     * @return empty when that poll failed, is older than {@code maxAge} or was for other jobs
     */
    public Optional<JobSnapshot> findRecent(JobSelector selector, Duration maxAge) {
        return Optional.ofNullable(last).filter(poll -> poll.covers(selector)
                && nanoTime.getAsLong() - poll.startedAt() < maxAge.toNanos());
    }

    /**
     * Returns the poller's clock in nanoseconds, which is independent of the time of day.
     */
    public long now() {
        return nanoTime.getAsLong();
    }

    private JobSnapshot poll(JobSelector selector, Freshness freshness) {
        // the age counts from the request: a caller that waited for a poll in progress takes its result
        long askedAt = nanoTime.getAsLong();
        // one call at a time: other callers wait for its result, bounded by the timeouts of the call
        lockInterruptibly();
        try {
            JobSnapshot recent = last != null && freshness.test(askedAt, last.startedAt()) ? last : null;
            if (recent != null && recent.covers(selector)) {
                return recent;
            }
            FailedPoll failed = lastFailure;
            if (failed != null && failed.endedAt - askedAt > 0 && freshness.test(askedAt, failed.startedAt)
                    && failed.covers(selector)) {
                throw failed.failure;
            }
            // callers ask for one job after the other, for example run after a restart: a list serves the next ones, too
            return poll(selector, recent == null, nanoTime.getAsLong());
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
            throw new IllegalStateException("Polling was interrupted, probably because the route is stopping", e);
        }
    }

    /**
     * Returns the result of the last finished poll; null for none. Does not wait for a poll in progress.
     */
    public @Nullable PollResult lastResult() {
        return lastResult;
    }

    private JobSnapshot poll(JobSelector selector, boolean single, long now) {
        Instant time = Instant.now();
        String name = single && selectors.stream().allMatch(selector::isSameJob) ? selector.name() : null;
        JobSelector only = name == null ? null : selector;
        try {
            List<Job> jobs = name == null
                    ? queries.list() : queries.find(selector.type(), name).map(List::of).orElseGet(List::of);
            lastResult = new PollResult(time, name, jobs.size(), null);
            JobSnapshot snapshot = new JobSnapshot(jobs, only, now);
            last = snapshot;
            return snapshot;
        } catch (RuntimeException e) {
            lastResult = new PollResult(time, name, 0, e);
            // an interrupt because a route stops is no failure for other callers
            if (!Thread.currentThread().isInterrupted()) {
                lastFailure = new FailedPoll(now, nanoTime.getAsLong(), only, e);
            }
            throw e;
        }
    }

    /**
     * Decides whether an earlier poll is recent enough.
     */
    private interface Freshness {

        boolean test(long now, long startedAt);
    }

    /**
     * A call that failed.
     */
    private record FailedPoll(
            long startedAt, long endedAt, @Nullable JobSelector only, RuntimeException failure) {

        boolean covers(JobSelector selector) {
            return only == null || only.isSameJob(selector);
        }
    }
}
