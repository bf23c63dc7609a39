/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.function.Supplier;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.data.JobData;

/**
 * The options of all jobs of a sandbox.
 *
 * @param maxUrls          number of URLs of a bulk job that are fetched
 * @param inefficientAfter number of consecutive pages without a processed one after which a crawl is halted
 * @param newData          creates an empty storage
 * @param log              records the changes of the jobs
 * @param ledger           records the credits of the jobs
 */
public record JobOptions(int maxUrls, int inefficientAfter, Supplier<JobData> newData, JobLog log,
        Ledger ledger) {
}
