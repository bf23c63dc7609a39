/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.time.Instant;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The result of one page.
 *
 * @param row       its row in the URL report
 * @param records   the extracted records, JSON in UTF-8
 * @param harvested number of links on the page
 * @param links     pages to fetch next
 * @param trace     what the job remembers of the page
 */
public record PageOutcome(UrlRow row, List<byte[]> records, int harvested, List<WorkItem> links, Trace trace) {

    /**
     * What a job remembers of a page beside its row.
     *
     * @param visited     the URL that the page was redirected to, or an empty string
     * @param contentHash the content that was compared with other pages, or 0
     */
    public record Trace(String visited, long contentHash) {

        static final Trace NONE = new Trace("", 0);
    }

    /** Creates the outcome of a page that the job does not remember. */
    public PageOutcome(UrlRow row, List<byte[]> records, int harvested, List<WorkItem> links) {
        this(row, records, harvested, links, Trace.NONE);
    }

    PageOutcome with(Trace given) {
        return new PageOutcome(row, records, harvested, links, given);
    }

    /**
     * Charges the page, and returns the entry of its day; null if it was not processed and costs nothing.
     *
     * @param reservation null if the page did not reach its extraction
     */
    @Nullable
    LedgerEntry charge(Job job, Ledger.@Nullable Reservation reservation) {
        return reservation != null && isProcessed()
                ? reservation.charge(job.name(), job.type().wire(), Instant.ofEpochSecond(row.crawled())) : null;
    }

    boolean isCrawled() {
        return row.crawlStatus().equals(UrlRow.SUCCESS);
    }

    boolean isProcessed() {
        return row.processResponse().equals(UrlRow.SUCCESS);
    }
}
