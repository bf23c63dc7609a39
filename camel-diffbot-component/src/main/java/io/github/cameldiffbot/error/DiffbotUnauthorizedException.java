/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token is missing, wrong, or not allowed to do this. Nothing is sent again: set {@code token}.
 */
public class DiffbotUnauthorizedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotUnauthorizedException(ErrorDetails failure) {
        super(failure);
    }
}
