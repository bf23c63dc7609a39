/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Meters, spans, health of consumers and the report of the developer console.
 */
@NullMarked
package io.github.cameldiffbot.internal.monitor;

import org.jspecify.annotations.NullMarked;
