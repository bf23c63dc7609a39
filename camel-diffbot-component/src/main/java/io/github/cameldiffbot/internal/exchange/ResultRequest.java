/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * A job whose results are read.
 *
 * @param job the status before the download; null if it was not read
 * @param num the number of results requested; null for all
 */
public record ResultRequest(JobType type, String name, @Nullable Job job, @Nullable Integer num) {

    public ResultRequest with(Job found) {
        return new ResultRequest(type, name, found, num);
    }

    /**
     * Returns the time on the server's clock, or on the local clock if the former is unknown.
     *
     * @param known the age of the job's status
     */
    public Instant serverTime(Duration known) {
        return job != null && job.getCurrentTimeUTC() > 0
                ? Instant.ofEpochSecond(job.getCurrentTimeUTC()).plus(known) : Instant.now();
    }

    public static ResultRequest of(Job job, @Nullable Integer num) {
        return new ResultRequest(JobType.of(job.getType()), job.getName(), job, num);
    }

    /**
     * Returns whether the job had ended before the download and reported results.
     */
    public boolean hasResults() {
        return job != null && job.getStatus().getGroup() == JobStatusGroup.finished && job.getObjectsFound() > 0;
    }

    /**
     * Returns whether the number of objects found is the number of records: the job has ended after a single round. The
     * number after later rounds that extract a page again is undocumented.
     */
    public static boolean isComparable(Job job) {
        return job.getStatus().getGroup() == JobStatusGroup.finished && job.getRoundsCompleted() == 0;
    }

    /**
     * Returns whether a later status shows the same end of the job as the status before the download: it was not
     * restarted.
     */
    public boolean isStill(Job now) {
        return job != null && now.getStatus().getGroup() == JobStatusGroup.finished
                && now.getJobCreationTimeUTC() == job.getJobCreationTimeUTC();
    }
}
