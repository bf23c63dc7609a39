/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;

/**
 * Hears of each request as it is over, and of what comes in, on the thread that does it. It has to be quick and must
 * not throw.
 */
public interface CallListener {

    /**
     * The outcome of a request that did what was asked for.
     */
    String SUCCESS = "success";

    /**
     * Hears nothing.
     */
    CallListener NONE = new CallListener() {
    };

    /**
     * A request is over.
     *
     * @param operation what was asked for, such as <code>create</code> or <code>data</code>
     * @param outcome   {@link #SUCCESS}, or the {@link CallError#kind() kind} of the error
     * @param took      until the answer was read; of a download, until it began
     */
    default void called(String operation, String outcome, Duration took) {
    }

    /**
     * A request is made again.
     */
    default void retried(String operation) {
    }

    /**
     * Diffbot said "too many requests".
     */
    default void throttled(String operation) {
    }

    /**
     * Bytes of a download were read.
     */
    default void received(String operation, int bytes) {
    }
}
