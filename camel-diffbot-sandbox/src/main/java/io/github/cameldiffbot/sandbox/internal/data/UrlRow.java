/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.data;

/**
 * A row of the URL report.
 *
 * @param url              the normalized URL
 * @param discovered       when the URL was found, in seconds
 * @param crawled          when the page was fetched, in seconds
 * @param length           length of the page in characters
 * @param duplicateOf      document id of the first copy, or 0
 * @param redirects        number of redirects
 * @param redirectedTo     the final URL, or an empty string
 * @param robotsDelay      crawl delay of robots.txt in milliseconds, or -1
 * @param round            number of the round, from 0
 * @param tries            number of fetch attempts
 * @param hops             0 for seeds and for the URLs of bulk jobs
 * @param crawlStatus      {@code Success} or the error
 * @param diffbotUri       URI of the first record, or an empty string
 * @param processAttempted whether the page was sent to the Extract API
 * @param processResponse  {@code Success}, the error, or an empty string
 * @param proxyUsed        whether the job requested a proxy
 */
public record UrlRow(String url, long discovered, long crawled, long length, long duplicateOf, int redirects,
        String redirectedTo, long robotsDelay, int round, int tries, int hops, String crawlStatus, String diffbotUri,
        boolean processAttempted, String processResponse, boolean proxyUsed) {

    /** The crawl status and the process response of a page without errors. */
    public static final String SUCCESS = "Success";
}
