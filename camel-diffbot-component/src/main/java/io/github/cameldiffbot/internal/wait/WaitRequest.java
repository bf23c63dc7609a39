/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * A wait that is to begin.
 *
 * @param owner      what the wait belongs to
 * @param type       the type of the job
 * @param name       the name of the job
 * @param job        the job as it is now; null when it has to be found out whether there is one
 * @param before     the job as it was before it got more to do, or null: that it ended in this state ends no wait, for
 *                   some minutes
 * @param timeout    how long the wait may take
 * @param endOnPause whether a job that is paused or halted ends the wait
 * @param listener   what to do at the end
 */
public record WaitRequest(
        WaitOwner owner, JobType type, String name, Job job, Job before, Duration timeout, boolean endOnPause,
        PendingWait.Listener listener) {
}
