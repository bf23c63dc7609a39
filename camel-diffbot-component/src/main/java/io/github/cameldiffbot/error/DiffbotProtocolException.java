/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The response has an undocumented form, for example a proxy's HTML page.
 */
public class DiffbotProtocolException extends DiffbotException {

    private static final long serialVersionUID = 1;

    public DiffbotProtocolException(ErrorDetails failure) {
        super(failure);
    }
}
