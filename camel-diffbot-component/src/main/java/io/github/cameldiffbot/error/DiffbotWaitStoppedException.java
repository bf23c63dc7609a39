/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;

/**
 * The route or context stopped during {@code run} or {@code await}. The job continues unless {@code onStop} says
 * otherwise.
 */
public class DiffbotWaitStoppedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Job job;

    public DiffbotWaitStoppedException(ErrorDetails failure, Job job) {
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
