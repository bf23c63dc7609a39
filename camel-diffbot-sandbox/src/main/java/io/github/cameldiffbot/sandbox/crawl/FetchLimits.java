/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How far a fetch may go.
 *
 * @param allowed  which addresses
 * @param maxBytes of a page; the rest is cut off
 * @param timeout  for a page, from the first try's beginning to its last byte
 * @param tries    how often a page is asked for that cannot be had for the moment
 */
public record FetchLimits(Predicate<URI> allowed, int maxBytes, Duration timeout, int tries) {
}
