/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Polls that all consumers and waiters of a token share, the detection of events, and events until they are
 * acknowledged.
 */
@NullMarked
package io.github.cameldiffbot.internal.watch;

import org.jspecify.annotations.NullMarked;
