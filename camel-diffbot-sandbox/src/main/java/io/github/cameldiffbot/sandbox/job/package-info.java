/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Jobs: settings, rounds, limits, the clock, the engine that works on them, and their saved state.
 */
package io.github.cameldiffbot.sandbox.job;
