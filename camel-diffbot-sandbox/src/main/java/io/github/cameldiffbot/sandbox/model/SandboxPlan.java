/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

/**
 * The limits of an account; 0 means no limit.
 *
 * @param callsPerMinute of each token, by the sandbox's clock; further calls get status 429
 * @param minUrls        minimum number of URLs to create a bulk job
 * @param maxRunning     jobs of a token that work at the same time; further jobs wait at status 0
 * @param maxJobs        jobs of a token; further jobs get error 505
 */
public record SandboxPlan(int callsPerMinute, int minUrls, int maxRunning, int maxJobs) {

    /** No limit but the 1,000 jobs of every account. */
    public static final SandboxPlan DEFAULT = new SandboxPlan(0, 0, 0, 1_000);

    /** Returns a copy with another limit of calls per minute and token. */
    public SandboxPlan callsPerMinute(int number) {
        return new SandboxPlan(number, minUrls, maxRunning, maxJobs);
    }

    /** Returns a copy with another minimum number of URLs to create a bulk job. */
    public SandboxPlan minUrls(int number) {
        return new SandboxPlan(callsPerMinute, number, maxRunning, maxJobs);
    }

    /** Returns a copy with another limit of working jobs per token. */
    public SandboxPlan maxRunning(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, number, maxJobs);
    }

    /** Returns a copy with another limit of jobs per token. */
    public SandboxPlan maxJobs(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, maxRunning, number);
    }
}
