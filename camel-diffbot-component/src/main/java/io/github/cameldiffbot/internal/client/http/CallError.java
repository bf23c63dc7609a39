/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Instant;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;

/**
 * A request that failed or was rejected.
 *
 * @param time      the time of the error
 * @param operation the operation
 * @param error     the error; its message does not contain the token
 */
public record CallError(Instant time, String operation, DiffbotException error) {

    /**
     * Returns the kind of error in a word, such as {@code noSuchJob} or {@code unavailable}: the name of its exception.
     */
    public String kind() {
        return kind(error);
    }

    /**
     * Returns whether the error shows that Diffbot is unusable at the moment. Otherwise Diffbot works and rejected only
     * this request.
     */
    public boolean isTrouble() {
        return error instanceof DiffbotUnavailableException || error instanceof DiffbotUnauthorizedException
                || error instanceof DiffbotThrottledException || error instanceof DiffbotProtocolException
                || error instanceof DiffbotOutOfCreditsException;
    }

    /**
     * Returns the kind of an error in a word.
     */
    public static String kind(DiffbotException error) {
        String name = error.getClass().getSimpleName().replaceFirst("^Diffbot", "").replaceFirst("Exception$", "");
        return name.isEmpty() ? "error" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
