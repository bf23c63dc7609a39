/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.jspecify.annotations.Nullable;

/**
 * Selects jobs by status codes and groups.
 */
public final class JobStatusFilter {

    private final Set<Integer> codes = new HashSet<>();
    private final Set<JobStatusGroup> groups = EnumSet.noneOf(JobStatusGroup.class);

    private JobStatusFilter() {
    }

    /**
     * Parses a filter.
     *
     * @param  text                     codes and groups, separated by commas; null or blank for every status
     * @throws IllegalArgumentException if a part is invalid
     */
    public static JobStatusFilter parse(@Nullable String text) {
        JobStatusFilter filter = new JobStatusFilter();
        if (text != null) {
            for (String part : text.split(",")) {
                filter.add(part.trim());
            }
        }
        return filter;
    }

    private void add(String part) {
        if (part.matches("\\d{1,4}")) {
            codes.add(Integer.valueOf(part));
        } else if (!part.isEmpty()) {
            try {
                groups.add(JobStatusGroup.valueOf(part));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Option status has '" + part + "'. It takes status codes such as 9 and any of "
                                                   + EnumSet.allOf(JobStatusGroup.class) + ", separated by commas",
                        e);
            }
        }
    }

    public boolean includes(Job job) {
        return codes.isEmpty() && groups.isEmpty() || codes.contains(job.getStatus().getCode())
                || groups.contains(job.getStatus().getGroup());
    }
}
