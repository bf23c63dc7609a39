/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Finds jobs by name in the last poll, so that the number of calls does not grow with the number of exchanges.
 */
public final class JobFinder {

    private final SharedJobPoller poller;
    private final JobQueries queries;

    public JobFinder(SharedJobPoller poller, JobQueries queries) {
        this.poller = poller;
        this.queries = queries;
    }

    /**
     * Returns the job in the last poll, without a call.
     *
     * @param  maxAge the maximum age of the poll
     * @return        empty if the poll is older, failed or did not show the job
     */
    public Optional<Job> findPolled(JobType type, String name, Duration maxAge) {
        JobSelector selector = JobSelector.named(type, name);
        return poller.findRecent(selector, maxAge).flatMap(snapshot -> findIn(snapshot, name));
    }

    /**
     * Returns the job; empty if it does not exist. A recent poll can prove that a job exists, but not that it is
     * missing: lists show new jobs late, and the caller may create the job and pay for it.
     *
     * @param maxAge the maximum age of the poll
     */
    public Optional<Job> find(JobType type, String name, Duration maxAge) {
        JobSelector selector = JobSelector.named(type, name);
        long asked = poller.now();
        JobSnapshot snapshot = poller.poll(selector, maxAge);
        Optional<Job> polled = findIn(snapshot, name);
        return polled.isPresent() || snapshot.startedAt() - asked >= 0 && snapshot.isAbout(selector)
                ? polled : queries.find(type, name);
    }

    // of either type, like a status call: bulk jobs and crawls share one set of names
    private static Optional<Job> findIn(JobSnapshot snapshot, String name) {
        return snapshot.jobs().stream().filter(job -> job.getName().equals(name)).findFirst();
    }
}
