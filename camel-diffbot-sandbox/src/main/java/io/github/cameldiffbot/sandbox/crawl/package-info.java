/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fetches pages: URL rules, robots.txt, site maps, and the order of the pages to visit.
 */
package io.github.cameldiffbot.sandbox.crawl;
