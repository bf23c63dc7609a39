/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/** The phases of a job. */
public enum Phase {
    /** Created, not started. */
    NEW,
    /** Works on a round, or on its seeds between two rounds. */
    RUNNING,
    /** Waits for the next round. */
    WAITING,
    /** Has no work left. */
    DONE
}
