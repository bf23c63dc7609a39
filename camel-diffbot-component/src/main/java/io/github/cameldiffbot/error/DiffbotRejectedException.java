/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * Diffbot rejected the request, for example because it found no URLs or an invalid regular expression.
 */
public class DiffbotRejectedException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotRejectedException(ErrorDetails failure) {
        super(failure);
    }
}
