/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The lifetime of results on exchanges, their copies and their ends.
 */
@NullMarked
package io.github.cameldiffbot.internal.exchange;

import org.jspecify.annotations.NullMarked;
