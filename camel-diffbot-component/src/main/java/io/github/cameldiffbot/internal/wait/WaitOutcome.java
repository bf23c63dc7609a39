/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import io.github.cameldiffbot.job.Job;

/**
 * How a wait ended.
 *
 * @param end     how
 * @param job     the job as it was last seen; null when it never was
 * @param failure why it is not known whether the job exists; null unless the end is {@link WaitEnd#unknown}
 * @param once    what all waits of the job share that ended with this one
 */
public record WaitOutcome(WaitEnd end, Job job, RuntimeException failure, OncePerJob once) {

    static WaitOutcome of(WaitEnd end, Job job) {
        return new WaitOutcome(end, job, null, new OncePerJob());
    }
}
