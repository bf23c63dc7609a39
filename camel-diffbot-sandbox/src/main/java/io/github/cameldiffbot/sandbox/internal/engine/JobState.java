/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.sandbox.internal.frontier.FrontierState;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job that survives a restart of the sandbox, without its URLs and data.
 *
 * @param number   of the job
 * @param created  in seconds
 * @param time     of the last change, in milliseconds
 * @param settings the settings that were given, as parameters
 * @param frontier the pages that are still to be fetched, among them those in flight
 */
public record JobState(long number, String token, String name, JobType type, Phase phase, boolean paused, boolean notified,
        long created, long time, Map<String, List<String>> settings, CounterValues counters, LimitState limits,
        RoundTimes rounds, HistoryState history, FrontierState frontier) {

    /** Returns the state of the same job of another account. */
    public JobState withToken(String other) {
        return new JobState(
                number, other, name, type, phase, paused, notified, created, time, settings, counters, limits, rounds, history,
                frontier);
    }

    /**
     * The state of the limits.
     *
     * @param reached     the limit that the round has reached, or null
     * @param halted      whether the crawl was halted as inefficient
     * @param unprocessed number of the last consecutive pages that were not processed
     */
    public record LimitState(@Nullable Setting reached, boolean halted, long unprocessed) {
    }

    /**
     * What a job remembers of its pages.
     *
     * @param processed            hashes of the URLs that were processed
     * @param documentByContent    the first document with each content in this round
     * @param crawledBySubdomain   number of pages of this round
     * @param processedBySubdomain number of pages of this round
     */
    public record HistoryState(Set<Long> processed, Map<Long, Long> documentByContent,
            Map<String, Integer> crawledBySubdomain, Map<String, Integer> processedBySubdomain) {
    }
}
