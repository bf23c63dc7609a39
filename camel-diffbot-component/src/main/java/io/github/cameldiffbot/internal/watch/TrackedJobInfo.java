/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;

/**
 * A job that is tracked.
 *
 * @param job     as it was last seen
 * @param waiting how many events of it wait to be handled
 */
public record TrackedJobInfo(Job job, int waiting) {
}
