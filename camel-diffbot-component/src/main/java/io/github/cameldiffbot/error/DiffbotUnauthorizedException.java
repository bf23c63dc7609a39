/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token is missing, wrong or not authorized. Not retried. Set {@code token}.
 */
public class DiffbotUnauthorizedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotUnauthorizedException(ErrorDetails failure) {
        super(failure);
    }
}
