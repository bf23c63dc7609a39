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

    private final JobQueries lookup;
    private final LongSupplier nanoTime;
    private final Set<JobSelector> interests = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Look last;
    // serves only those who waited for this very call: whoever asks later may find the service up again
    private Look lastFailure;
    private volatile PollResult lastReport;

    public SharedJobPoller(JobQueries lookup) {
        this(lookup, System::nanoTime);
    }

    public SharedJobPoller(JobQueries lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets the watcher know what is wanted: when it is one job only, it asks for that job alone.
     */
    public void add(JobSelector interest) {
        interests.add(interest);
    }

    /**
     * Takes back what {@link #add(JobSelector)} said.
     */
    public void remove(JobSelector interest) {
        interests.remove(interest);
    }

    /**
     * The jobs as they are now, or were at most <code>maxAge</code> ago.
     *
     * @param  interest         what the asker wants to see in it
     * @throws RuntimeException what the service call threw, for the asker who caused it as for those who waited for it
     */
    public JobSnapshot look(JobSelector interest, Duration maxAge) {
        return look(interest, (now, look) -> now - look.startedAt < maxAge.toNanos());
    }

    /**
     * The jobs as a look found them that began at a moment of {@link #now()} or later. Many who heard something of many
     * jobs at the same time are served by one look.
     *
     * @throws RuntimeException what the service call threw
     */
    public JobSnapshot lookSince(JobSelector interest, long moment) {
        return look(interest, (now, look) -> look.startedAt - moment >= 0);
    }

    /**
     * The jobs as the last poll found them, without a call.
     *
     * @return nothing when that poll failed, is older than {@code maxAge} or was about other jobs
     */
    Optional<JobSnapshot> recent(JobSelector interest, Duration maxAge) {
        Look look = last;
        boolean serves = look != null && look.snapshot != null && look.covers(interest)
                && nanoTime.getAsLong() - look.startedAt < maxAge.toNanos();
        return serves ? Optional.of(look.snapshot) : Optional.empty();
    }

    /**
     * The watcher's clock, which has nothing to do with the time of day.
     */
    public long now() {
        return nanoTime.getAsLong();
    }

    private JobSnapshot look(JobSelector interest, YoungEnough youngEnough) {
        // what counts is how old a look was when somebody asked: who waited for one that began meanwhile takes it
        long asked = nanoTime.getAsLong();
        // one call at a time: who comes meanwhile waits for its answer, and the call's timeouts bound that wait
        lockInterruptibly();
        try {
            if (last != null && youngEnough.test(asked, last) && last.covers(interest)) {
                return last.snapshot;
            }
            if (lastFailure != null && lastFailure.endedAt - asked > 0 && youngEnough.test(asked, lastFailure)
                    && lastFailure.covers(interest)) {
                throw lastFailure.failure;
            }
            Look look = look(interest, nanoTime.getAsLong());
            if (look.failure == null) {
                last = look;
                return look.snapshot;
            }
            // one that was broken off because somebody's route stops says nothing to the others
            if (!Thread.currentThread().isInterrupted()) {
                lastFailure = look;
            }
            throw look.failure;
        } finally {
            lock.unlock();
        }
    }

    int queued() {
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
    public PollResult lastLook() {
        return lastReport;
    }

    private Look look(JobSelector interest, long now) {
        Instant time = Instant.now();
        JobSelector only = only(interest);
        String name = only == null ? null : only.name();
        try {
            List<Job> jobs = only != null
                    ? lookup.find(only.type(), only.name()).map(List::of).orElseGet(List::of) : lookup.list();
            lastReport = new PollResult(time, name, jobs.size(), null);
            return new Look(now, nanoTime.getAsLong(), only, new JobSnapshot(jobs, only, now), null);
        } catch (RuntimeException e) {
            lastReport = new PollResult(time, name, 0, e);
            return new Look(now, nanoTime.getAsLong(), only, null, e);
        }
    }

    private JobSelector only(JobSelector interest) {
        boolean alone = interest.name() != null && interests.stream().allMatch(interest::isSameJob);
        return alone ? interest : null;
    }

    /**
     * Whether a look that was taken before serves the one who asks now.
     */
    private interface YoungEnough {

        boolean test(long now, Look look);
    }

    /**
     * What a call gave. Its age counts from the moment it began: the answer may have been made up then.
     */
    private record Look(long startedAt, long endedAt, JobSelector only, JobSnapshot snapshot, RuntimeException failure) {

        boolean covers(JobSelector interest) {
            return only == null || only.isSameJob(interest);
        }
    }
}
