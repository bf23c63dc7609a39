/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.function.BooleanSupplier;

/**
 * Repeats an attempt until it succeeds or the retries are used up.
 */
@FunctionalInterface
public interface RetryUntilTrue {

    /**
     * Returns the result of the last attempt.
     */
    boolean call(BooleanSupplier attempt);
}
