/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import java.time.Duration;

/**
 * Diffbot responded "too many requests" to all retries, requested a delay above {@code maxRetryDelay}, or too many
 * calls wait. The call was not carried out.
 */
public class DiffbotThrottledException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public DiffbotThrottledException(ErrorDetails failure) {
        this(failure, null);
    }

    /**
     * @param retryAfter the delay that Diffbot requests; null if it requests none
     */
    public DiffbotThrottledException(ErrorDetails failure, Duration retryAfter) {
        super(failure);
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the delay that Diffbot requests if it exceeds {@code maxRetryDelay}; otherwise null.
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }
}
