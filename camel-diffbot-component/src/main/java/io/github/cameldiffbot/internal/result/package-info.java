/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes message bodies of downloads and searches.
 */
@NullMarked
package io.github.cameldiffbot.internal.result;

import org.jspecify.annotations.NullMarked;
