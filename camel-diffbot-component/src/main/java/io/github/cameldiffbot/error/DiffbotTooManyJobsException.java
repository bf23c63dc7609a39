/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token has the maximum number of jobs, finished ones included. Delete some.
 */
public class DiffbotTooManyJobsException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotTooManyJobsException(ErrorDetails failure) {
        super(failure);
    }
}
