/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

import java.time.Duration;

/**
 * The limits of an account; 0 means no limit.
 *
 * @param callsPerMinute  of each token, by the sandbox's clock; further calls get status 429
 * @param minUrls         minimum number of URLs to create a bulk job
 * @param maxRunning      jobs of a token that work at the same time; further jobs wait at status 0
 * @param maxJobs         jobs of a token; further jobs get error 505
 * @param creditsPerMonth of each token, by calendar month in UTC; without credits, pages are not processed, and calls
 *                        that would process any get status 429
 * @param bulkRetention   how long a bulk job is kept after it has ended or was paused
 * @param crawlRetention  how long a crawl is kept after it has ended or was paused
 */
public record SandboxPlan(int callsPerMinute, int minUrls, int maxRunning, int maxJobs, long creditsPerMonth,
        Duration bulkRetention, Duration crawlRetention) {

    /** No limit but the 1,000 jobs of every account. */
    public static final SandboxPlan DEFAULT = new SandboxPlan(0, 0, 0, 1_000, 0, Duration.ZERO, Duration.ZERO);
    /** Diffbot's plan Startup, without a limit of credits. */
    public static final SandboxPlan STARTUP
            = new SandboxPlan(300, 50, 0, 1_000, 0, Duration.ofDays(10), Duration.ofDays(18));
    /** Diffbot's plan Plus, without a limit of credits. */
    public static final SandboxPlan PLUS = new SandboxPlan(1_500, 0, 25, 1_000, 0, Duration.ofDays(10), Duration.ofDays(32));

    /** Returns a copy with another limit of calls per minute and token. */
    public SandboxPlan callsPerMinute(int number) {
        return new SandboxPlan(number, minUrls, maxRunning, maxJobs, creditsPerMonth, bulkRetention, crawlRetention);
    }

    /** Returns a copy with another minimum number of URLs to create a bulk job. */
    public SandboxPlan minUrls(int number) {
        return new SandboxPlan(callsPerMinute, number, maxRunning, maxJobs, creditsPerMonth, bulkRetention, crawlRetention);
    }

    /** Returns a copy with another limit of working jobs per token. */
    public SandboxPlan maxRunning(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, number, maxJobs, creditsPerMonth, bulkRetention, crawlRetention);
    }

    /** Returns a copy with another limit of jobs per token. */
    public SandboxPlan maxJobs(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, maxRunning, number, creditsPerMonth, bulkRetention, crawlRetention);
    }

    /** Returns a copy with another number of credits per month and token. */
    public SandboxPlan creditsPerMonth(long number) {
        return new SandboxPlan(callsPerMinute, minUrls, maxRunning, maxJobs, number, bulkRetention, crawlRetention);
    }

    /** Returns a copy with other retentions of ended and paused jobs. */
    public SandboxPlan retention(Duration bulk, Duration crawl) {
        return new SandboxPlan(callsPerMinute, minUrls, maxRunning, maxJobs, creditsPerMonth, bulk, crawl);
    }
}
