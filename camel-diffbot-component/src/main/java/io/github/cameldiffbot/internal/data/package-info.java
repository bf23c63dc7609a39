/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Iterators of records and of search results.
 */
package io.github.cameldiffbot.internal.data;
