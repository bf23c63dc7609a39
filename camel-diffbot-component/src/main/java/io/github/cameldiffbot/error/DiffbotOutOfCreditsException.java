/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token has no credits left, or its plan's quota is used up: Diffbot answers "Quota Exceeded", "Insufficient
 * credits" or with HTTP 402. It is not retried, as it does not pass by itself within a call's time. Reading, pausing
 * and deleting jobs still works.
 */
public class DiffbotOutOfCreditsException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotOutOfCreditsException(ErrorDetails failure) {
        super(failure);
    }
}
