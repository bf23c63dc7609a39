/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

/**
 * Diffbot went on answering "too many requests" for as long as the retries allowed.
 */
public class DiffbotThrottledException extends DiffbotException {

    public DiffbotThrottledException(Failure failure) {
        super(failure);
    }
}
