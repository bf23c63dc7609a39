/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;

import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * An error response, until the retry decision.
 */
final class ErrorResponse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient DiffbotException error;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param retryAfter the delay that the server requests; null for none
     */
    ErrorResponse(DiffbotException error, @Nullable Duration retryAfter) {
        super(null, error, false, false);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    DiffbotException error() {
        return error;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
