/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;

/**
 * The wait for a job took as long as <code>timeout</code> allows. Unless <code>onTimeout</code> says otherwise, the job
 * continues, and a new wait is possible.
 */
public class DiffbotWaitTimeoutException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Job job;

    public DiffbotWaitTimeoutException(ErrorDetails failure, Job job) {
        super(failure);
        this.job = job;
    }

    /**
     * The job as it was last seen.
     */
    public Job getJob() {
        return job;
    }
}
