/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

/**
 * The answer is not what Diffbot documents, for instance a proxy's HTML page.
 */
public class DiffbotProtocolException extends DiffbotException {

    public DiffbotProtocolException(Failure failure) {
        super(failure);
    }
}
