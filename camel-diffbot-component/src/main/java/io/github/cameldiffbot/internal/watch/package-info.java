/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Polls that all consumers and waiters of a token share, the detection of events, and events until they are
 * acknowledged.
 */
package io.github.cameldiffbot.internal.watch;
