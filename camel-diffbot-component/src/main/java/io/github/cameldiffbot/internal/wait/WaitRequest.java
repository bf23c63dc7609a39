/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * A request for a wait.
 *
 * @param owner      the owner of the wait
 * @param type       the type of the job
 * @param name       the name of the job
 * @param job        the current job; null when its existence is unknown
 * @param before     the job before it got more work, or null. An end in this state is ignored for some minutes
 * @param timeout    the maximum wait
 * @param endOnPause whether a job that is paused or halted ends the wait
 * @param listener   receives the outcome
 */
public record WaitRequest(
        WaitOwner owner, JobType type, String name, Job job, Job before, Duration timeout, boolean endOnPause,
        PendingWait.Listener listener) {
}
