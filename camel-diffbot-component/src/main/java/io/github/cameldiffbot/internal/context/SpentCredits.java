/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.job.JobKey;

/**
 * The credits that were counted at the ends of jobs since the start: all of them, and those of the jobs that were
 * counted last.
 */
public final class SpentCredits {

    private static final int MAX_JOBS = 1_000;

    private final Map<JobKey, Long> jobs = new LinkedHashMap<>();
    private long total;

    /**
     * The credits of a job.
     */
    public record JobSpent(JobKey job, long credits) {
    }

    public synchronized void add(JobKey job, long credits) {
        total += credits;
        Long before = jobs.remove(job);
        // the latest are last
        jobs.put(job, credits + (before == null ? 0 : before));
        if (jobs.size() > MAX_JOBS) {
            jobs.remove(jobs.keySet().iterator().next());
        }
    }

    public synchronized long total() {
        return total;
    }

    /**
     * Returns the jobs that have cost most, of those that were counted last.
     */
    public synchronized List<JobSpent> mostExpensive(int max) {
        return jobs.entrySet().stream().map(job -> new JobSpent(job.getKey(), job.getValue()))
                .sorted(Comparator.comparingLong(JobSpent::credits).reversed()).limit(max).toList();
    }
}
