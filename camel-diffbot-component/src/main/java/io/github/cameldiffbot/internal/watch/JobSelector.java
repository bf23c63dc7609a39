/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.function.Predicate;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Selects the jobs of a consumer or wait.
 */
public final class JobSelector {

    private final JobType type;
    private final @Nullable String name;
    private final Predicate<String> names;

    private JobSelector(JobType type, @Nullable String name, Predicate<String> names) {
        this.type = type;
        this.name = name;
        this.names = names;
    }

    public static JobSelector named(JobType type, String name) {
        return new JobSelector(type, name, name::equals);
    }

    public static JobSelector matching(JobType type, Predicate<String> names) {
        return new JobSelector(type, null, names);
    }

    public boolean includes(Job job) {
        return includes(job.getType(), job.getName());
    }

    public boolean includes(String jobType, String jobName) {
        return type.includes(jobType) && names.test(jobName);
    }

    public JobType type() {
        return type;
    }

    /**
     * Returns the name of the selected job; null when several jobs can match.
     */
    public @Nullable String name() {
        return name;
    }

    boolean isSameJob(JobSelector other) {
        return name != null && name.equals(other.name) && type == other.type;
    }
}
