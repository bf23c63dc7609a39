/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Instant;

/**
 * Returns the result of a poll, for monitoring.
 *
 * @param time    when the poll began
 * @param jobName the only job that was polled; null for all jobs
 * @param jobs    the number of jobs; 0 after a failure
 * @param failure the failure; null after success
 */
public record PollResult(Instant time, String jobName, int jobs, RuntimeException failure) {
}
