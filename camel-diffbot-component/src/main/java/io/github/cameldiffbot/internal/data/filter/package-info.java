/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Filters of records: duplicates, and those before the checkpoint of an incremental read.
 */
@NullMarked
package io.github.cameldiffbot.internal.data.filter;

import org.jspecify.annotations.NullMarked;
