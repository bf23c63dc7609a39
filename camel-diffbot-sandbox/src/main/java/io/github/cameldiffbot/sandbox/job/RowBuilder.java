/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import io.github.cameldiffbot.sandbox.crawl.WorkItem;
import io.github.cameldiffbot.sandbox.store.UrlRow;

/** Collects what is learned of a page on its way. */
final class RowBuilder {

    long crawled;
    long length;
    long duplicateOf;
    int redirects;
    String redirectedTo = "";
    long robotsDelay = -1;
    int tries;
    String crawlStatus = PageOutcome.SUCCESS;
    String diffbotUri = "";
    boolean processAttempted;
    String processResponse = "";

    private final WorkItem item;
    private final int round;
    private final boolean proxy;

    RowBuilder(WorkItem item, int round, boolean proxy) {
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
