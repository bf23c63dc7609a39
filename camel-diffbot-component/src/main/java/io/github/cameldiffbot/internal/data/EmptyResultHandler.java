/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import io.github.cameldiffbot.error.DiffbotException;

/**
 * Decides whether a job may have no results.
 */
@FunctionalInterface
public interface EmptyResultHandler {

    /**
     * Handles a job without results.
     *
     * @param  reason           the error of the last attempt; null if the result was empty
     * @throws RuntimeException if the job must have results
     */
    void handle(DiffbotException reason);
}
