/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.github.cameldiffbot.sandbox.crawl.FetchLimits;

/**
 * How jobs are worked on.
 *
 * @param pace             of the clock
 * @param pageTime         what a page takes at least, in real time
 * @param idle             how long a job that ran out of work waits before it says so, in real time
 * @param legacy           whether records and jobs have the shapes of 2015
 * @param keepUrls         how many URLs of a bulk job are really fetched
 * @param inefficientAfter pages without a processed one in a row after which a crawl is halted
 * @param workers          pages that are worked on at the same time
 * @param memory           bytes of records, and as many of URL rows, that a job keeps in memory
 * @param fetch            how far fetches may go
 * @param mailServer       takes mails, or null
 */
public record EngineOptions(JobClock.Pace pace, Duration pageTime, Duration idle, boolean legacy,
        int keepUrls, int inefficientAfter, int workers, long memory, FetchLimits fetch, InetSocketAddress mailServer) {
}
