/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A download ended early: records are missing. Those already read are valid.
 */
public class DiffbotTruncatedDataException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotTruncatedDataException(ErrorDetails failure) {
        super(failure);
    }
}
