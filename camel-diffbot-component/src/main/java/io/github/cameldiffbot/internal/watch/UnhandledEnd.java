/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;

import io.github.cameldiffbot.job.JobEvent;

/**
 * The end of a job that no route has handled.
 *
 * @param age the time since the end, by Diffbot's clock
 */
public record UnhandledEnd(JobEvent event, Duration age) {
}
