/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Extracts the members of a record from an HTML page. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.extract;

import org.jspecify.annotations.NullMarked;
