/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that one poll found. Each poll creates a new snapshot, so identity tells two polls apart.
 */
public final class JobSnapshot {

    /**
     * How long Diffbot may show jobs as they were before a change: a new job is missing, a deleted one is still there.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * How many polls in a row do not show a job before it counts as deleted: a list can be incomplete for a moment.
     */
    public static final int MISSES_UNTIL_GONE = 2;

    private final List<Job> jobs;
    private final @Nullable JobSelector only;
    private final long startedAt;

    public JobSnapshot(List<Job> jobs) {
        this(jobs, null, 0);
    }

    JobSnapshot(List<Job> jobs, @Nullable JobSelector only, long startedAt) {
        this.jobs = List.copyOf(jobs);
        this.only = only;
        this.startedAt = startedAt;
    }

    /**
     * Returns the start of the call, on the poller's clock.
     */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Returns whether the snapshot would contain a selected job that exists.
     */
    public boolean covers(JobSelector selector) {
        return only == null || only.isSameJob(selector);
    }

    /**
     * Returns whether the call was for this job only.
     */
    public boolean isAbout(JobSelector selector) {
        return only != null && only.isSameJob(selector);
    }

    /**
     * Returns Diffbot's clock at the response, in seconds since 1970; 0 when no job has it.
     */
    long serverTime() {
        long latest = 0;
        for (Job job : jobs) {
            latest = Math.max(latest, job.getCurrentTimeUTC());
        }
        return latest;
    }

    /**
     * Returns all jobs of the token, or the selected one only.
     */
    public List<Job> jobs() {
        return jobs;
    }
}
