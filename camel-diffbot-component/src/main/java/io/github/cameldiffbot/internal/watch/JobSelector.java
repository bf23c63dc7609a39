/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.function.Predicate;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Which jobs somebody wants to know about.
 */
public final class JobSelector {

    private final JobType type;
    private final String name;
    private final Predicate<String> names;

    private JobSelector(JobType type, String name, Predicate<String> names) {
        this.type = type;
        this.name = name;
        this.names = names;
    }

    /**
     * The one job of this name.
     */
    public static JobSelector named(JobType type, String name) {
        return new JobSelector(type, name, name::equals);
    }

    /**
     * All jobs whose names fit.
     */
    public static JobSelector matching(JobType type, Predicate<String> names) {
        return new JobSelector(type, null, names);
    }

    /**
     * Whether this job is one of those wanted.
     */
    public boolean includes(Job job) {
        return type.includes(job.getType()) && names.test(job.getName());
    }

    public JobType type() {
        return type;
    }

    /**
     * The name of the one job wanted, or null when it can be several.
     */
    public String name() {
        return name;
    }

    boolean isSameJob(JobSelector other) {
        return name != null && name.equals(other.name) && type == other.type;
    }
}
