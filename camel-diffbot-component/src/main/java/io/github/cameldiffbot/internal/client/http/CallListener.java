/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;

/**
 * Receives the end of each request and the bytes of downloads, on the calling thread. It must be fast and must not
 * throw.
 */
public interface CallListener {

    /**
     * The outcome of a successful request.
     */
    String SUCCESS = "success";

    /**
     * Ignores all calls.
     */
    CallListener NONE = new CallListener() {
    };

    /**
     * Handles the end of a request.
     *
     * @param operation the operation, such as {@code create} or {@code data}
     * @param outcome   {@link #SUCCESS}, or the {@link CallError#kind() kind} of the error
     * @param took      the time until the response was read, or until a download began
     */
    default void called(String operation, String outcome, Duration took) {
    }

    /**
     * Handles a retry.
     */
    default void retried(String operation) {
    }

    /**
     * Handles the response "too many requests".
     */
    default void throttled(String operation) {
    }

    /**
     * Handles bytes of a download.
     */
    default void received(String operation, int bytes) {
    }
}
