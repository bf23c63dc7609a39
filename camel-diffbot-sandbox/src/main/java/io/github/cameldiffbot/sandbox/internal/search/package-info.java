/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The query language of the search API, applied to records. */
package io.github.cameldiffbot.sandbox.internal.search;
