/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.function.ToLongFunction;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEventType;

/**
 * The credits beyond which the event {@link JobEventType#overBudget} occurs.
 *
 * @param max     the most credits of a job; 0 for no limit
 * @param credits returns what a job has cost
 */
public record CreditBudget(long max, ToLongFunction<Job> credits) {

    public static final CreditBudget NONE = new CreditBudget(0, job -> 0);

    boolean isExceededBy(Job job) {
        return max > 0 && credits.applyAsLong(job) > max;
    }
}
