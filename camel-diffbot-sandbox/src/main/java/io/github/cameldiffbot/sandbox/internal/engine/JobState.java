/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of a job that survives a restart of the sandbox, without its URLs and data.
 *
 * @param created   in seconds
 * @param limit     the limit that the round has reached, or null
 * @param settings  the settings that were given, as parameters
 * @param processed hashes of the URLs that were processed
 */
public record JobState(String token, String name, JobType type, Phase phase, boolean paused, boolean notified, long created,
        Setting limit, Map<String, List<String>> settings, CounterValues counters, RoundTimes rounds,
        Set<Long> processed) {
}
