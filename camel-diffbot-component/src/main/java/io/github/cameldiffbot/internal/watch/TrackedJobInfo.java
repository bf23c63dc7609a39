/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;

/**
 * A tracked job.
 *
 * @param job     the last known state
 * @param waiting the number of its pending events
 */
public record TrackedJobInfo(Job job, int waiting) {
}
