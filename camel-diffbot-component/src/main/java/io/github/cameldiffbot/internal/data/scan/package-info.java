/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scans a stream of JSON for the boundaries of records, without parsing them.
 */
@NullMarked
package io.github.cameldiffbot.internal.data.scan;

import org.jspecify.annotations.NullMarked;
