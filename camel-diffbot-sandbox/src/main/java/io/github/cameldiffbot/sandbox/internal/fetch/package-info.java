/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Fetches pages, robots.txt files and sitemaps. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.fetch;

import org.jspecify.annotations.NullMarked;
