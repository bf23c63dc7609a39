/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The token has no job of this name: it never existed, was deleted, or its retention ended.
 */
public class DiffbotNoSuchJobException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotNoSuchJobException(ErrorDetails failure) {
        super(failure);
    }
}
