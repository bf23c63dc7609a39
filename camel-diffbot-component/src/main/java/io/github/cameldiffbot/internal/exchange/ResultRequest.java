/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;

/**
 * A job whose results are read.
 *
 * @param job how it was before the download, or null when nobody has looked at it
 * @param num how many results Diffbot was asked for, or null for all
 */
public record ResultRequest(JobType type, String name, Job job, Integer num) {

    /**
     * The same of a job that was looked at.
     */
    public ResultRequest with(Job found) {
        return new ResultRequest(type, name, found, num);
    }

    /**
     * The time by the server's clock, or by ours where that is not known.
     *
     * @param known how long ago the job was looked at
     */
    public Instant serverTime(Duration known) {
        return job != null && job.getCurrentTimeUTC() > 0
                ? Instant.ofEpochSecond(job.getCurrentTimeUTC()).plus(known) : Instant.now();
    }

    public static ResultRequest of(Job job, Integer num) {
        return new ResultRequest(JobType.of(job.getType()), job.getName(), job, num);
    }

    /**
     * Whether the job was over before the download and said that there is something to download.
     */
    public boolean hasResults() {
        return job != null && job.getStatus().getGroup() == JobStatusGroup.finished && job.getObjectsFound() > 0;
    }

    /**
     * Whether the number of objects that a job has found is that of its records: it is over, and there was but one
     * round. What becomes of the number when a later round extracts a page again is documented nowhere.
     */
    public static boolean isComparable(Job job) {
        return job.getStatus().getGroup() == JobStatusGroup.finished && job.getRoundsCompleted() == 0;
    }

    /**
     * Whether a later look shows the job as it was at the look before the download: over, and not begun anew.
     */
    public boolean isStill(Job now) {
        return now.getStatus().getGroup() == JobStatusGroup.finished
                && now.getJobCreationTimeUTC() == job.getJobCreationTimeUTC();
    }
}
