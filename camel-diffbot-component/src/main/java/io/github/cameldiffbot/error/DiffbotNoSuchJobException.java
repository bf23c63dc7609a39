/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token has no job with this name: it never existed, was deleted, or its retention time ended.
 */
public class DiffbotNoSuchJobException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotNoSuchJobException(ErrorDetails failure) {
        super(failure);
    }
}
