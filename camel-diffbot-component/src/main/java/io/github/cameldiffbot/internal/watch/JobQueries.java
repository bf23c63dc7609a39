/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * The two queries that a poller sends to the service.
 */
public interface JobQueries {

    /**
     * Returns all jobs of the token.
     */
    List<Job> list();

    /**
     * Returns one job; empty if no job has that name.
     */
    Optional<Job> find(JobType type, String name);
}
