/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.CallListener;
import io.github.cameldiffbot.job.JobEvent;

/**
 * Counts and times what happens, for a monitoring system.
 */
public interface Meters extends CallListener, AutoCloseable {

    /**
     * Counts nothing, at no cost.
     */
    Meters NONE = new Meters() {
    };

    /**
     * An event is given to a route.
     *
     * @param uptime how long its consumer or webhook has run
     */
    default void eventDelivered(JobEvent event, Duration uptime) {
    }

    /**
     * An event was not handled, and is delivered again.
     */
    default void eventFailed(JobEvent event) {
    }

    /**
     * Counts results as they are read.
     *
     * @param operation what they are the answer to
     */
    default <T> ResultIterator<T> countResults(String operation, ResultIterator<T> results) {
        return results;
    }

    /**
     * Takes back what would show figures of a component that has stopped.
     */
    @Override
    default void close() {
    }
}
