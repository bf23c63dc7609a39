/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * Diffbot could not be reached or failed in all retries. Nothing was changed.
 */
public class DiffbotUnavailableException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotUnavailableException(ErrorDetails failure) {
        super(failure);
    }
}
