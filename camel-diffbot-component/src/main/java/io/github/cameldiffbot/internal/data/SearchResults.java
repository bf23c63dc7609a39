/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.HashSet;
import java.util.Set;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.scan.RecordDocument;
import io.github.cameldiffbot.internal.json.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * Streams the results of a search over records, page by page.
 */
public final class SearchResults {

    /**
     * The number of results per page. A record has about 12 KB, so a page has about a megabyte: few requests, and
     * little to repeat if one fails. Diffbot's default is 20.
     */
    static final int PAGE = 100;

    private SearchResults() {
    }

    /**
     * Streams the records that were found. The next page is requested after the previous one was read if the search
     * reports more results and more are wanted. A search that reports no number of results ends with an empty page.
     * <p>
     * The next page starts after the received results, so that no result is lost if pages are shorter than requested.
     * If Diffbot omitted results from a page, the next page overlaps with it; results on both pages are delivered once
     * and count as filtered. A page that starts like the previous one ends the search with an error.
     */
    public static ResultIterator<Object> read(SearchPages pages, RecordOptions options) {
        return new Pages(pages, options);
    }

    private static final class Pages extends RecordIterator {

        private final SearchPages pages;
        private final long maximum;
        private long start;
        private int requested;
        private long hits = -1;
        private Page before = new Page();
        private Page page = new Page();
        // the page starts like the previous one, which was short: without a number of hits this is the end
        private boolean ended;
        private volatile long missing;

        Pages(SearchPages pages, RecordOptions options) {
            super(options);
            this.pages = pages;
            this.maximum = options.maxRecords();
        }

        @Override
        public long missing() {
            return missing;
        }

        @Override
        @Nullable
        ResultStream openNext(@Nullable RecordDocument previous) {
            if (previous != null) {
                hits = previous.hits() >= 0 ? previous.hits() : hits;
                start += previous.count();
                boolean allFound = hits >= 0 && start >= hits;
                if (!allFound && previous.count() == 0 && hits >= 0) {
                    missing = (maximum > 0 ? Math.min(maximum, hits) : hits) - start;
                }
                if (allFound || ended || previous.count() == 0 || start > Integer.MAX_VALUE - PAGE) {
                    return null;
                }
                before = page;
                before.isShort = previous.count() < requested;
                page = new Page();
            }
            requested = maximum > 0 ? (int) Math.min(PAGE, maximum - received()) : PAGE;
            return pages.open((int) start, requested);
        }

        @Override
        boolean isRepeated(RecordDocument current, DiffbotRecord record) {
            long key = key(record);
            if (page.keys.isEmpty() && before.keys.size() > 1 && before.first == key) {
                ended = hits < 0 && before.isShort;
                if (!ended) {
                    throw current.download().unexpected(
                            "the page of results from " + start + " on repeats the previous page", null);
                }
            }
            page.add(key);
            // a full page ends where the next one starts
            return ended || before.isShort && before.keys.contains(key);
        }

        private static long key(DiffbotRecord record) {
            String key;
            try {
                key = record.givenKey();
            } catch (DiffbotBadRecordException e) {
                // the route gets this exception when it reads the record
                key = null;
            }
            return key != null ? KeyHash.of(key) : KeyHash.of(record.toBytes());
        }
    }

    /**
     * The keys of the results of a page.
     */
    private static final class Page {

        private final Set<Long> keys = new HashSet<>();
        private long first;
        private boolean isShort;

        void add(long key) {
            if (keys.isEmpty()) {
                first = key;
            }
            keys.add(key);
        }
    }
}
