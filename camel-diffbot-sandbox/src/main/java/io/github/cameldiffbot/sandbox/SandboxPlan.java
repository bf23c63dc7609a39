/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

/**
 * The limits of an account; 0 stands for none.
 *
 * @param callsPerMinute of each token, by the sandbox's clock; more get 429
 * @param minUrls        that a bulk job has to be made with
 * @param maxRunning     jobs of a token at work at the same time; the others wait at status 0
 * @param maxJobs        of a token; more get 505
 */
public record SandboxPlan(int callsPerMinute, int minUrls, int maxRunning, int maxJobs) {

    /** No limit but the 1,000 jobs that every account has. */
    public static final SandboxPlan DEFAULT = new SandboxPlan(0, 0, 0, 1_000);

    /**
     * Bounds the calls.
     *
     * @param  number of calls in a minute
     * @return        the changed plan
     */
    public SandboxPlan callsPerMinute(int number) {
        return new SandboxPlan(number, minUrls, maxRunning, maxJobs);
    }

    /**
     * Asks for a number of URLs.
     *
     * @param  number of URLs that a bulk job has to be made with
     * @return        the changed plan
     */
    public SandboxPlan minUrls(int number) {
        return new SandboxPlan(callsPerMinute, number, maxRunning, maxJobs);
    }

    /**
     * Bounds the jobs at work.
     *
     * @param  number of jobs at the same time
     * @return        the changed plan
     */
    public SandboxPlan maxRunning(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, number, maxJobs);
    }

    /**
     * Bounds the jobs.
     *
     * @param  number of jobs
     * @return        the changed plan
     */
    public SandboxPlan maxJobs(int number) {
        return new SandboxPlan(callsPerMinute, minUrls, maxRunning, number);
    }
}
