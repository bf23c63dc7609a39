/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

/** How time passes for the jobs of a sandbox. */
public enum ClockMode {
    /** As it does. */
    REAL,
    /** It stands still until {@link SandboxClock#advance} moves it. */
    VIRTUAL,
    /** As it does, but a wait for the next round of a repeating job is jumped over. */
    INSTANT
}
