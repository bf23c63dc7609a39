/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * A change was sent, and nothing says whether it was carried out: the connection broke or timed out, or the answer is
 * not one that Diffbot gives. It was not sent again: check the job, then decide.
 */
public class DiffbotOutcomeUnknownException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotOutcomeUnknownException(ErrorDetails failure) {
        super(failure);
    }
}
