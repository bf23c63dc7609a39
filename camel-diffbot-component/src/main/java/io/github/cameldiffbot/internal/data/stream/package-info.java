/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Streams and iterators that results are built from.
 */
@NullMarked
package io.github.cameldiffbot.internal.data.stream;

import org.jspecify.annotations.NullMarked;
