/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Iterators of records and of search results.
 */
@NullMarked
package io.github.cameldiffbot.internal.data;

import org.jspecify.annotations.NullMarked;
