/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import io.github.cameldiffbot.job.Job;

/**
 * A job that exchanges wait for.
 *
 * @param job   the last known state
 * @param waits the number of waits for it
 */
public record AwaitedJobInfo(Job job, int waits) {
}
