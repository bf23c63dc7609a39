/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.crawl;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;

/** Collects the values of a row of the URL report while its page is crawled. */
final class UrlRowBuilder {

    long crawled;
    long length;
    long duplicateOf;
    int redirects;
    String redirectedTo = "";
    long robotsDelay = -1;
    int tries;
    String crawlStatus = UrlRow.SUCCESS;
    String diffbotUri = "";
    boolean processAttempted;
    String processResponse = "";

    private final WorkItem item;
    private final int round;
    private final boolean proxy;

    UrlRowBuilder(WorkItem item, int round, boolean proxy) {
        this.item = item;
        this.round = round;
        this.proxy = proxy;
    }

    UrlRow build() {
        return new UrlRow(
                item.url(), item.discovered(), crawled, length, duplicateOf, redirects, redirectedTo, robotsDelay,
                round, tries, item.hop(), crawlStatus, diffbotUri, processAttempted, processResponse, proxy);
    }
}
