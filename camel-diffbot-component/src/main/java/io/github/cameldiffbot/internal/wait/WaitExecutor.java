/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs the continuations of waits.
 */
@FunctionalInterface
public interface WaitExecutor extends Executor {

    /**
     * Returns the task of this executor that the current thread runs; null for none.
     */
    default @Nullable Object currentTask() {
        return null;
    }

    /**
     * Runs the continuation of a wait.
     *
     * @param task       the continuation
     * @param parentTask the task in which the wait began, or null. While that task runs, its thread may be blocked
     *                   until this one has run
     * @param failed     whether the wait ended without a result, for example by a timeout: its error must not be queued
     *                   behind routes that read results for hours
     */
    default void execute(Runnable task, @Nullable Object parentTask, boolean failed) {
        execute(task);
    }
}
