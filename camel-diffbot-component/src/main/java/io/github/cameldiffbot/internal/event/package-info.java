/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delivers events to a route at least once, from polls and webhook calls, and deletes jobs afterwards.
 */
@NullMarked
package io.github.cameldiffbot.internal.event;

import org.jspecify.annotations.NullMarked;
