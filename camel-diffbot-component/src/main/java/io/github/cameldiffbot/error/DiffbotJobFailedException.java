/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;

/**
 * The job that was waited for ended without a result (status 5 or 10), or stands still (6 or 11) and
 * {@code failOnPause} is set.
 */
public class DiffbotJobFailedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Job job;

    public DiffbotJobFailedException(ErrorDetails failure, Job job) {
        super(failure);
        this.job = job;
    }

    /**
     * Returns the last known state of the job.
     */
    public Job getJob() {
        return job;
    }
}
