/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.List;
import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * The two questions about jobs that a watcher asks the service.
 */
public interface JobQueries {

    /**
     * All jobs of the token.
     */
    List<Job> list();

    /**
     * One job, or nothing when there is none of that name.
     */
    Optional<Job> find(JobType type, String name);
}
