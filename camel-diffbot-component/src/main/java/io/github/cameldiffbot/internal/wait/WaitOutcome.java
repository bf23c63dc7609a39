/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import io.github.cameldiffbot.job.Job;

/**
 * The outcome of a wait.
 *
 * @param end     how the wait ended
 * @param job     the last known state of the job; null if it was never known
 * @param failure the reason why the existence of the job is unknown; null unless the end is {@link WaitEnd#unknown}
 * @param once    the actions that all waits of the job share
 */
public record WaitOutcome(WaitEnd end, Job job, RuntimeException failure, OncePerJob once) {

    static WaitOutcome of(WaitEnd end, Job job) {
        return new WaitOutcome(end, job, null, new OncePerJob());
    }
}
