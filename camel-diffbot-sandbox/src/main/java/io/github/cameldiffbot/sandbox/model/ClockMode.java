/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

/** How time passes for the jobs of a sandbox. */
public enum ClockMode {
    /** Real time. */
    REAL,
    /** Time stands still until {@code SandboxClock.advance} moves it. */
    VIRTUAL,
    /** Real time, but waits for the next round of a repeating job are skipped. */
    INSTANT
}
