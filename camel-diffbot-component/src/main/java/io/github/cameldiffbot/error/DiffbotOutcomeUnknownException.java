/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A change was sent and its result is unknown: the connection broke or the response was invalid. Check the job before
 * you send it again.
 */
public class DiffbotOutcomeUnknownException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotOutcomeUnknownException(ErrorDetails failure) {
        super(failure);
    }
}
