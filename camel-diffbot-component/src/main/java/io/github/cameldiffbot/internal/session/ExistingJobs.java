/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.watch.JobQueries;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a job exists, if possible by the last poll of all jobs: ten thousand exchanges at the same time cost
 * one call.
 */
public final class ExistingJobs {

    private static final Logger LOG = LoggerFactory.getLogger(ExistingJobs.class);

    // from so many lookups at the same time, one list for them takes fewer calls; for new names it is an additional call
    private static final int SHARED = 4;
    private static final int SHARED_IF_NEW = 16;

    private static final JobSelector ALL = JobSelector.matching(JobType.job, name -> true);

    private final SharedJobPoller poller;
    private final JobQueries queries;
    private final Supplier<RecentChanges> changes;
    private final Duration maxPollAge;
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile boolean lastExisted = true;

    /**
     * @param maxPollAge the maximum age of the poll
     */
    ExistingJobs(SharedJobPoller poller, JobQueries queries, Supplier<RecentChanges> changes, Duration maxPollAge) {
        this.poller = poller;
        this.queries = queries;
        this.changes = changes;
        this.maxPollAge = maxPollAge;
    }

    /**
     * Returns the job if it is known to exist, without a call: from a poll that is recent enough and not older than the
     * last change by this application, or from the response to that change.
     */
    public Optional<Job> findKnown(JobType type, String name) {
        Optional<Job> polled = poller.findRecent(JobSelector.named(type, name), maxAge(name))
                .flatMap(snapshot -> findIn(snapshot, name));
        return polled.isPresent()
                ? polled : Optional.ofNullable(changes.get().after(name)).filter(job -> type.includes(job.getType()));
    }

    /**
     * Returns the job; empty if it does not exist. A recent poll can prove that a job exists, but not that it is
     * missing: lists show new jobs late, and the caller may create the job and pay for it.
     */
    public Optional<Job> find(JobType type, String name) {
        Optional<Job> known = findKnown(type, name);
        if (known.isPresent()) {
            return known;
        }
        JobSelector selector = JobSelector.named(type, name);
        long asked = poller.now();
        JobSnapshot snapshot;
        try {
            snapshot = poller.poll(selector, maxAge(name));
        } catch (IllegalStateException e) {
            // a call on an interrupted thread fails with the usual error
            return interrupted(e).find(type, name);
        }
        Optional<Job> polled = findIn(snapshot, name);
        return polled.isPresent() || snapshot.startedAt() - asked >= 0 && snapshot.isAbout(selector)
                ? polled : queries.find(type, name);
    }

    private JobQueries interrupted(IllegalStateException failure) {
        if (!Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        LOG.debug("The wait for a poll was interrupted", failure);
        return queries;
    }

    /**
     * Begins the lookup of a current job for a message.
     */
    public Lookup begin() {
        return new Lookup();
    }

    /**
     * The lookup of a current job for a message: a call of its own, or with lookups at the same time one list of jobs.
     * The list can prove that a job exists if it was requested after the lookup began and after the last change by this
     * application, but not that it is missing.
     */
    public final class Lookup implements AutoCloseable {

        private long begunAt = poller.now();
        private boolean closed;

        private Lookup() {
            lookups.incrementAndGet();
        }

        /**
         * Requires that a list was requested from now on.
         */
        public void renew() {
            begunAt = poller.now();
        }

        /**
         * Returns the job; empty if it does not exist.
         *
         * @param reads reads the job
         */
        public Optional<Job> find(JobQueries reads, JobType type, String name) {
            boolean shared = lookups.get() >= (lastExisted ? SHARED : SHARED_IF_NEW);
            Optional<Job> job = shared ? findListed(name) : Optional.empty();
            if (job.isEmpty()) {
                job = reads.find(type, name);
            }
            lastExisted = job.isPresent();
            close();
            return job;
        }

        private Optional<Job> findListed(String name) {
            Duration sinceChange = changes.get().age(name);
            long changedAt = sinceChange == null ? begunAt : poller.now() - sinceChange.toNanos();
            JobSnapshot snapshot;
            try {
                snapshot = poller.pollSince(ALL, changedAt - begunAt > 0 ? changedAt : begunAt);
            } catch (RuntimeException e) {
                // a call of its own may succeed, for example if the list is too long; on an interrupted thread it fails with
                // the usual error
                LOG.debug("The list of jobs that creates share failed", e);
                return Optional.empty();
            }
            return findIn(snapshot, name).filter(job -> !changes.get().isStale(job));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                lookups.decrementAndGet();
            }
        }
    }

    // of either type, like a status call: bulk jobs and crawls share one set of names
    private static Optional<Job> findIn(JobSnapshot snapshot, String name) {
        return snapshot.jobs().stream().filter(job -> job.getName().equals(name)).findFirst();
    }

    private Duration maxAge(String name) {
        Duration sinceChange = changes.get().age(name);
        return sinceChange == null || sinceChange.compareTo(maxPollAge) > 0 ? maxPollAge : sinceChange;
    }
}
