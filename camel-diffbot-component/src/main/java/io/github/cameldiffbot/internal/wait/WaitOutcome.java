/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.Objects;

import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a wait.
 *
 * @param end     how the wait ended
 * @param job     the last known state of the job; null if it was never known
 * @param failure the reason why the existence of the job is unknown; null unless the end is {@link WaitEnd#unknown}
 * @param once    the actions that all waits of the job share
 */
public record WaitOutcome(WaitEnd end, @Nullable Job job, @Nullable RuntimeException failure, OncePerJob once) {

    static WaitOutcome of(WaitEnd end, @Nullable Job job) {
        return new WaitOutcome(end, job, null, new OncePerJob());
    }

    /**
     * Returns the last known state of the job, for ends that only a known job has.
     */
    public Job knownJob() {
        return Objects.requireNonNull(job);
    }
}
