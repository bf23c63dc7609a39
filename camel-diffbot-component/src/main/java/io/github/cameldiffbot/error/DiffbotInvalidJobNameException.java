/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * Diffbot rejects the job name. Valid are 1 to 30 letters, digits, {@code _} and {@code -}.
 */
public class DiffbotInvalidJobNameException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotInvalidJobNameException(ErrorDetails failure) {
        super(failure);
    }
}
