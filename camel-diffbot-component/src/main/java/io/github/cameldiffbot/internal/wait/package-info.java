/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Waits for jobs and for permits, without a thread for each.
 */
package io.github.cameldiffbot.internal.wait;
