/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Starts a local Diffbot, from Java, JUnit or the command line, and controls it.
 */
package io.github.cameldiffbot.sandbox;
