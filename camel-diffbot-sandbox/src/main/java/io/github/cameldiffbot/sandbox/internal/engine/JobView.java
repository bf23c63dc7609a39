/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a job, as the API shows it.
 *
 * @param created         in seconds
 * @param completed       when the job last ran out of work, in seconds; 0 while it is unfinished
 * @param notified        whether the notification of the last round was sent
 * @param settings        by setting, {@code Setting.CUSTOM_HEADERS} excluded
 * @param headers         the custom headers
 * @param seeds           separated by blanks; null for bulk jobs
 * @param roundsCompleted number of completed rounds
 * @param roundStart      start of the round, or of the next round while the job waits for it, in seconds
 * @param time            of this view, in seconds
 */
public record JobView(String token, String name, JobType type, JobStatus status, long created, long completed,
        boolean notified, CounterValues counters, Map<Setting, Object> settings, Map<String, String> headers,
        @Nullable String seeds, int roundsCompleted, long roundStart, long time) {

    /** Returns a text setting, or an empty string. */
    public String text(Setting setting) {
        return (String) settings.getOrDefault(setting, "");
    }
}
