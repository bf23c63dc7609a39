/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Finds jobs by name in what was polled already, so that the number of calls does not grow with the number of exchanges
 * that want to know whether a job exists.
 */
public final class JobFinder {

    private final SharedJobPoller poller;
    private final JobQueries queries;

    public JobFinder(SharedJobPoller poller, JobQueries queries) {
        this.poller = poller;
        this.queries = queries;
    }

    /**
     * The job as the last poll found it, without a call.
     *
     * @param  maxAge how old that poll may be
     * @return        nothing when the poll is older, failed or did not find it
     */
    public Optional<Job> findPolled(JobType type, String name, Duration maxAge) {
        JobSelector selector = JobSelector.named(type, name);
        return poller.findRecent(selector, maxAge).flatMap(snapshot -> findIn(snapshot, name));
    }

    /**
     * The job, or nothing when there is none. A poll that is young enough may say that there is one, but not that there
     * is none: lists lack new jobs for a while, and the caller may be about to create it and to pay.
     *
     * @param maxAge how old a poll may be that serves
     */
    public Optional<Job> find(JobType type, String name, Duration maxAge) {
        JobSelector selector = JobSelector.named(type, name);
        long asked = poller.now();
        JobSnapshot snapshot = poller.poll(selector, maxAge);
        Optional<Job> polled = findIn(snapshot, name);
        return polled.isPresent() || snapshot.startedAt() - asked >= 0 && snapshot.isAbout(selector)
                ? polled : queries.find(type, name);
    }

    // of either type, as a status call answers: the names of bulk jobs and crawls are one set
    private static Optional<Job> findIn(JobSnapshot snapshot, String name) {
        return snapshot.jobs().stream().filter(job -> job.getName().equals(name)).findFirst();
    }
}
