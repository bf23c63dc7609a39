/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads and writes JSON with limits, within the bytes of a record, and hashes keys.
 */
@NullMarked
package io.github.cameldiffbot.internal.json;

import org.jspecify.annotations.NullMarked;
