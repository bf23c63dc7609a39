/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a job or permit reached {@code timeout}. The job continues unless {@code onTimeout} says otherwise.
 */
public class DiffbotWaitTimeoutException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final @Nullable Job job;

    public DiffbotWaitTimeoutException(ErrorDetails failure, @Nullable Job job) {
        super(failure);
        this.job = job;
    }

    /**
     * Returns the last known state of the job; null if it was not created or no poll has returned it.
     */
    public @Nullable Job getJob() {
        return job;
    }
}
