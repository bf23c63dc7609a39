/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import io.github.cameldiffbot.job.Job;

/**
 * The credits that Diffbot charges for the pages of a job.
 */
public final class JobCredits {

    private JobCredits() {
    }

    /**
     * Returns the credits of a page: 2 through proxies, else 1.
     */
    public static int perPage(Job job) {
        return job.isUseProxies() || BaseUrl.namesProxy(job.getApiUrl()) ? 2 : 1;
    }

    /**
     * Returns the credits that a job has cost since it was created or restarted, as its counters and present settings
     * tell.
     */
    public static long estimate(Job job) {
        return perPage(job) * job.getPageProcessSuccesses();
    }
}
