/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.time.Duration;

/**
 * The limits of a fetch.
 *
 * @param allowed  accepts the addresses that may be fetched
 * @param maxBytes of a page; the rest is cut off
 * @param timeout  for a page, all attempts together
 * @param tries    number of attempts at a page that fails temporarily
 */
public record FetchLimits(AllowList allowed, int maxBytes, Duration timeout, int tries) {
}
