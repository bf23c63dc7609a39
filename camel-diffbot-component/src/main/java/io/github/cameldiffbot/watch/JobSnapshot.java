/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.util.List;

import io.github.cameldiffbot.job.Job;

/**
 * The jobs as one look found them. Each look makes a new one, so that nobody takes the same look for a second one.
 */
public final class JobSnapshot {

    private final List<Job> jobs;

    public JobSnapshot(List<Job> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    /**
     * All jobs of the token, or at least those that somebody is interested in.
     */
    public List<Job> jobs() {
        return jobs;
    }
}
