/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** URLs: normalization, compact lists, patterns, scopes and ids. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.url;

import org.jspecify.annotations.NullMarked;
