/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Finds the text of a page: its content without navigation and other side content, in blocks. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.text;

import org.jspecify.annotations.NullMarked;
