/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The result of a poll, for monitoring.
 *
 * @param time    the start of the poll
 * @param jobName the only polled job; null for all jobs
 * @param jobs    the number of jobs; 0 after a failure
 * @param failure the failure; null after success
 */
public record PollResult(Instant time, @Nullable String jobName, int jobs, @Nullable RuntimeException failure) {
}
