/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/**
 * What {@code jobStatus} says.
 *
 * @param code    0 to 11, or what a test asks for
 * @param message the text that goes with it
 */
public record JobStatus(int code, String message) {
}
