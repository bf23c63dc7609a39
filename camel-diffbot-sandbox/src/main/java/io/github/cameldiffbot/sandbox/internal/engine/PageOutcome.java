/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;

/**
 * The result of one page.
 *
 * @param row       its row in the URL report
 * @param records   the extracted records, JSON in UTF-8
 * @param harvested number of links on the page
 * @param links     pages to fetch next
 */
public record PageOutcome(UrlRow row, List<byte[]> records, int harvested, List<WorkItem> links) {

    boolean isCrawled() {
        return row.crawlStatus().equals(UrlRow.SUCCESS);
    }

    boolean isProcessed() {
        return row.processResponse().equals(UrlRow.SUCCESS);
    }
}
