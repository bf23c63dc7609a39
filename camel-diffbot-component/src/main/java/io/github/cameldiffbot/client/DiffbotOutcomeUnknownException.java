/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

/**
 * The connection broke after a change was sent, and whether it was carried out could not be found out. It was not sent
 * again: look at the job, then decide.
 */
public class DiffbotOutcomeUnknownException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotOutcomeUnknownException(Failure failure) {
        super(failure);
    }
}
