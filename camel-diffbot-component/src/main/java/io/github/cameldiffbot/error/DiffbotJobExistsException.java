/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The name is taken and {@code onExisting} is {@code fail}, or the job with this name has the other type. Nothing was
 * sent.
 */
public class DiffbotJobExistsException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotJobExistsException(ErrorDetails failure) {
        super(failure);
    }
}
