/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How jobs are worked on.
 *
 * @param pace             of the clock
 * @param pageTime         what a page takes at least, in real time
 * @param idle             how long a job that ran out of work waits before it says so, in real time
 * @param legacy           whether records and jobs have the shapes of 2015
 * @param allowed          what may be fetched
 * @param keepUrls         how many URLs of a bulk job are really fetched
 * @param inefficientAfter pages without a processed one in a row after which a crawl is halted
 * @param workers          pages that are worked on at the same time
 */
public record EngineOptions(JobClock.Pace pace, Duration pageTime, Duration idle, boolean legacy, Predicate<URI> allowed,
        int keepUrls, int inefficientAfter, int workers) {
}
