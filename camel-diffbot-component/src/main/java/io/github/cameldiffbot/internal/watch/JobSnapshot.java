/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;

import io.github.cameldiffbot.job.Job;

/**
 * The jobs as one look found them. Each look makes a new one, so that nobody takes the same look for a second one.
 */
public final class JobSnapshot {

    private final List<Job> jobs;
    private final JobSelector only;
    private final long startedAt;

    /**
     * A look at all jobs.
     */
    public JobSnapshot(List<Job> jobs) {
        this(jobs, null, 0);
    }

    JobSnapshot(List<Job> jobs, JobSelector only, long startedAt) {
        this.jobs = List.copyOf(jobs);
        this.only = only;
        this.startedAt = startedAt;
    }

    /**
     * When the call began, on the watcher's clock.
     */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Whether a job that somebody is interested in would be in it, if there were one.
     */
    public boolean covers(JobSelector selector) {
        return only == null || only.isSameJob(selector);
    }

    /**
     * Whether this is the answer to a call about this job alone.
     */
    boolean isAbout(JobSelector selector) {
        return only != null && only.isSameJob(selector);
    }

    /**
     * Diffbot's clock when it answered, in seconds since 1970; 0 when no job says it.
     */
    long serverTime() {
        long latest = 0;
        for (Job job : jobs) {
            latest = Math.max(latest, job.getCurrentTimeUTC());
        }
        return latest;
    }

    /**
     * All jobs of the token, or at least those that somebody is interested in.
     */
    public List<Job> jobs() {
        return jobs;
    }
}
