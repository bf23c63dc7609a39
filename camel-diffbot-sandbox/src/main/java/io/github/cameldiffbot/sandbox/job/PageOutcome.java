/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.List;

import io.github.cameldiffbot.sandbox.crawl.WorkItem;
import io.github.cameldiffbot.sandbox.store.UrlRow;

/** What came of one page. */
record PageOutcome(UrlRow row, List<byte[]> records, int harvested, List<WorkItem> links) {

    static final String SUCCESS = "Success";

    boolean isCrawled() {
        return row.crawlStatus().equals(SUCCESS);
    }

    boolean isProcessed() {
        return row.processResponse().equals(SUCCESS);
    }
}
