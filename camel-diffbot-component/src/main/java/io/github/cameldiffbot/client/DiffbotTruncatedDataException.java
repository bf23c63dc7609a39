/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

/**
 * A download ended before its end: records are missing. What was read so far is valid.
 */
public class DiffbotTruncatedDataException extends DiffbotException {

    public DiffbotTruncatedDataException(Failure failure) {
        super(failure);
    }
}
