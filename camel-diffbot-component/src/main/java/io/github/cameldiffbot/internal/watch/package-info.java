/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Polls that all consumers and waiters of a token share, and the events of jobs until they are acknowledged.
 */
package io.github.cameldiffbot.internal.watch;
