/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;

/**
 * The job in {@code run} or {@code await} ended without a result (5 or 10), or is paused (6) or halted (11) with
 * {@code failOnPause}.
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
