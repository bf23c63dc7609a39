/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import java.time.Duration;

/**
 * Diffbot kept answering "too many requests" for as long as the retries allowed, or asked for a longer pause than
 * {@code maxRetryDelay} allows to wait, or too many calls wait for their turn in this process. The call was not carried
 * out.
 */
public class DiffbotThrottledException extends DiffbotException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public DiffbotThrottledException(ErrorDetails failure) {
        this(failure, null);
    }

    /**
     * @param retryAfter for how long Diffbot asks for no calls; null when it did not say
     */
    public DiffbotThrottledException(ErrorDetails failure, Duration retryAfter) {
        super(failure);
        this.retryAfter = retryAfter;
    }

    /**
     * For how long Diffbot asks for no calls, when that is longer than {@code maxRetryDelay}; null otherwise.
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }
}
