/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/**
 * The value of {@code jobStatus}.
 *
 * @param code    0 to 11, or any number that a test forces
 * @param message Diffbot's text for the code
 */
public record JobStatus(int code, String message) {

    /** Returns whether the job has still work to do. */
    boolean isUnfinished() {
        return code == 0 || code == 5 || code == 7;
    }
}
