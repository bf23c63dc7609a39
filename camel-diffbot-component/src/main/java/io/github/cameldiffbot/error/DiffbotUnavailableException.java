/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * Diffbot could not be reached, or kept failing, for as long as the retries allowed. Nothing was changed.
 */
public class DiffbotUnavailableException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotUnavailableException(ErrorDetails failure) {
        super(failure);
    }
}
