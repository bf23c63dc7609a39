/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEvent;

/**
 * What the rest of the application sees of a consumer.
 */
public interface ConsumerState {

    String routeId();

    /**
     * Returns the text of its endpoint, which has no secrets.
     */
    String endpoint();

    boolean isPolling();

    boolean isSuspended();

    /**
     * Returns when it polls next at the earliest; null where only the scheduler knows, or a poll runs.
     */
    Instant nextPoll();

    PollTimes pollTimes();

    /**
     * Returns what it knows of the jobs; null before the first start.
     */
    JobTracker tracker();

    /**
     * Returns how long it may go without a successful poll; null for any time.
     */
    Duration maxPollAge();

    /**
     * Whether it has not handled the end of a job yet, so that the job must not be deleted.
     */
    boolean needs(JobEvent end);
}
