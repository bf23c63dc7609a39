/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Crawls one page of a job: fetches, detects duplicates, extracts, and collects links. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.crawl;

import org.jspecify.annotations.NullMarked;
