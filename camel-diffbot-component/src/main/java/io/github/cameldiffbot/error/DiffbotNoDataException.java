/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;

/**
 * A job ended and found objects, but its data stays empty or unavailable. Diffbot can need some seconds after the end
 * of a job; by then the retries were used up.
 */
public class DiffbotNoDataException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Job job;

    public DiffbotNoDataException(ErrorDetails failure, Job job) {
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
