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

    private final SharedJobPoller watcher;
    private final JobQueries lookup;

    public JobFinder(SharedJobPoller watcher, JobQueries lookup) {
        this.watcher = watcher;
        this.lookup = lookup;
    }

    /**
     * The job as the last poll found it, without a call.
     *
     * @param  maxAge how old that poll may be
     * @return        nothing when the poll is older, failed or did not find it
     */
    public Optional<Job> polled(JobType type, String name, Duration maxAge) {
        JobSelector interest = JobSelector.inJob(type, name);
        return watcher.recent(interest, maxAge).flatMap(snapshot -> in(snapshot, name));
    }

    /**
     * The job, or nothing when there is none. A poll that is young enough may say that there is one, but not that there
     * is none: lists lack new jobs for a while, and the caller may be about to create it and to pay.
     *
     * @param maxAge how old a poll may be that serves
     */
    public Optional<Job> find(JobType type, String name, Duration maxAge) {
        JobSelector interest = JobSelector.inJob(type, name);
        long asked = watcher.now();
        JobSnapshot snapshot = watcher.look(interest, maxAge);
        Optional<Job> polled = in(snapshot, name);
        return polled.isPresent() || snapshot.startedAt() - asked >= 0 && snapshot.isAbout(interest)
                ? polled : lookup.find(type, name);
    }

    // of either type, as a status call answers: the names of bulk jobs and crawls are one set
    private static Optional<Job> in(JobSnapshot snapshot, String name) {
        return snapshot.jobs().stream().filter(job -> job.getName().equals(name)).findFirst();
    }
}
