/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.CallListener;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Counts and measures events, calls and results for a monitoring system.
 */
public interface Meters extends CallListener, AutoCloseable {

    /**
     * Counts nothing, without overhead.
     */
    Meters NONE = new Meters() {
    };

    /**
     * Counts an event that is delivered to a route.
     *
     * @param routeId the id of the route; null for none
     * @param uptime  the uptime of its consumer or webhook
     */
    default void eventDelivered(JobEvent event, @Nullable String routeId, Duration uptime) {
    }

    /**
     * Counts an event that failed and is delivered again.
     *
     * @param routeId the id of the route; null for none
     */
    default void eventFailed(JobEvent event, @Nullable String routeId) {
    }

    /**
     * Counts credits that a job has cost, each once.
     */
    default void creditsSpent(long credits) {
    }

    /**
     * Counts results as they are read.
     *
     * @param operation the operation that returned the results
     */
    default <T> ResultIterator<T> countResults(String operation, ResultIterator<T> results) {
        return results;
    }

    /**
     * Counts a job that Diffbot has created.
     */
    default void jobCreated(JobType type) {
    }

    /**
     * Counts a job that Diffbot has deleted.
     *
     * @param type {@link JobType#job} if Diffbot reported an unknown type
     */
    default void jobDeleted(JobType type) {
    }

    /**
     * Counts URLs or seeds that Diffbot has accepted.
     */
    default void urlsSubmitted(JobType type, long urls) {
    }

    /**
     * Adds the gauges of a consumer that starts.
     *
     * @return removes them
     */
    default Runnable addGauges(ConsumerState consumer) {
        return () -> {
        };
    }

    /**
     * Removes the gauges of a stopped component.
     */
    @Override
    default void close() {
    }
}
