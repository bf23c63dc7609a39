/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * Retries reads of a job until results are present.
 */
public interface PresenceRetry {

    /**
     * Repeats an attempt until its result is present or the retries are used up. Returns the result of the last
     * attempt.
     */
    <T> T retry(Supplier<T> attempt, Predicate<T> present);

    /**
     * Handles a job without results.
     *
     * @param  reason           the error of the last attempt; null if the result was empty
     * @throws RuntimeException if the job must have results
     */
    void handleEmpty(@Nullable DiffbotException reason);
}
