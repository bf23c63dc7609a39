/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Waits for jobs and for permits, without a thread for each.
 */
@NullMarked
package io.github.cameldiffbot.internal.wait;

import org.jspecify.annotations.NullMarked;
