/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token has no credits left, or its plan's quota is used up. Not retried. Calls that read, pause or delete jobs
 * still work.
 */
public class DiffbotOutOfCreditsException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotOutOfCreditsException(ErrorDetails failure) {
        super(failure);
    }
}
