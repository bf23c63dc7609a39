/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The query language of the search API, applied to records. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.search;

import org.jspecify.annotations.NullMarked;
