/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Diffbot responded "too many requests" to all retries, requested a delay above {@code maxRetryDelay}, or too many
 * calls wait. The call was not carried out.
 */
public class DiffbotThrottledException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    public DiffbotThrottledException(ErrorDetails failure) {
        this(failure, null);
    }

    /**
     * @param retryAfter the delay that Diffbot requests; null if it requests none
     */
    public DiffbotThrottledException(ErrorDetails failure, @Nullable Duration retryAfter) {
        super(failure);
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the delay that Diffbot requests if it exceeds {@code maxRetryDelay}; otherwise null.
     */
    public @Nullable Duration getRetryAfter() {
        return retryAfter;
    }
}
