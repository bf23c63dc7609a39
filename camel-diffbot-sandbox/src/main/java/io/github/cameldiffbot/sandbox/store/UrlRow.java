/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.store;

/**
 * A row of the URL report.
 *
 * @param url              normalized
 * @param discovered       seconds
 * @param crawled          seconds
 * @param length           of the page in characters
 * @param duplicateOf      document id, or 0
 * @param redirects        how many
 * @param redirectedTo     the final URL, or empty
 * @param robotsDelay      in ms, or -1
 * @param round            counted from 0
 * @param tries            how often the page was asked for
 * @param hops             0 for seeds and the URLs of bulk jobs
 * @param crawlStatus      {@code Success} or what went wrong
 * @param diffbotUri       of the first record, or empty
 * @param processAttempted whether the page was sent to the Extract API
 * @param processResponse  {@code Success}, what went wrong, or empty
 * @param proxyUsed        whether a proxy was asked for
 */
public record UrlRow(String url, long discovered, long crawled, long length, long duplicateOf, int redirects,
        String redirectedTo, long robotsDelay, int round, int tries, int hops, String crawlStatus, String diffbotUri,
        boolean processAttempted, String processResponse, boolean proxyUsed) {
}
