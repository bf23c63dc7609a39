/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.function.BooleanSupplier;

import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * Retries reads of a job until results are present.
 */
public interface PresenceRetry {

    /**
     * Repeats an attempt until it succeeds or the retries are used up. Returns the result of the last attempt.
     */
    boolean retry(BooleanSupplier attempt);

    /**
     * Handles a job without results.
     *
     * @param  reason           the error of the last attempt; null if the result was empty
     * @throws RuntimeException if the job must have results
     */
    void handleEmpty(@Nullable DiffbotException reason);
}
