/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.CallListener;
import io.github.cameldiffbot.job.JobEvent;

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
     * @param uptime the uptime of its consumer or webhook
     */
    default void eventDelivered(JobEvent event, Duration uptime) {
    }

    /**
     * Counts an event that failed and is delivered again.
     */
    default void eventFailed(JobEvent event) {
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
     * Removes the gauges of a stopped component.
     */
    @Override
    default void close() {
    }
}
