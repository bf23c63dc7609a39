/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Streams and iterators that results are built from.
 */
package io.github.cameldiffbot.internal.data.stream;
