/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Instant;

/**
 * How a look at the jobs went, for whoever watches over the application.
 *
 * @param time    when it began
 * @param jobName the only job that was looked at, or null when it was all of them
 * @param jobs    how many jobs were there; 0 when it failed
 * @param failure why it failed; null when it did not
 */
public record PollResult(Instant time, String jobName, int jobs, RuntimeException failure) {
}
