/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Texts of messages: excerpts, and bytes and characters without secrets.
 */
@NullMarked
package io.github.cameldiffbot.internal.text;

import org.jspecify.annotations.NullMarked;
