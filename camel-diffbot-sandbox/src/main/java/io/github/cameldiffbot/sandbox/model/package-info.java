/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The values that users of a sandbox set or read. */
@NullMarked
package io.github.cameldiffbot.sandbox.model;

import org.jspecify.annotations.NullMarked;
