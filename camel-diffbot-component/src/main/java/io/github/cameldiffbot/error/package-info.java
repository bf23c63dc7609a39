/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Exceptions of the component, with what is wrong and what to do.
 */
@NullMarked
package io.github.cameldiffbot.error;

import org.jspecify.annotations.NullMarked;
