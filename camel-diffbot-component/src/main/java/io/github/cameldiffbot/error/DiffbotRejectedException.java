/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * Diffbot understood the request and refused it, for instance because it found no URLs or could not read a regular
 * expression.
 */
public class DiffbotRejectedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotRejectedException(ErrorDetails failure) {
        super(failure);
    }
}
