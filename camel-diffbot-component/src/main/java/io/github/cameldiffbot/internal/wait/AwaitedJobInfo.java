/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import io.github.cameldiffbot.job.Job;

/**
 * A job that is waited for.
 *
 * @param job   as it was last seen
 * @param waits how many wait for it
 */
public record AwaitedJobInfo(Job job, int waits) {
}
