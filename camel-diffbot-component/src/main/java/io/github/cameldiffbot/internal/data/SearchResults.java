/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.HashSet;
import java.util.Set;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.scan.RecordDocument;

/**
 * Reads the results of a search over collected records, page after page.
 */
public final class SearchResults {

    /**
     * How many results one page asks for. Records have some 12 KB, so that a page has about a megabyte: few enough
     * requests, and little to ask for again when one fails. Diffbot's own default is 20.
     */
    static final int PAGE = 100;

    private SearchResults() {
    }

    /**
     * The records that were found, in the form that the options say. The next page is requested when the one before was
     * read, and only if there should be one: fewer results were read than the search reports, and more are wanted. A
     * search that does not report how many there are ends with an empty page.
     * <p>
     * The next page starts behind the results that were received, so that pages smaller than requested lose nothing.
     * Where Diffbot left results out of a page, that overlaps; what both pages have is given once and counts as left
     * out. A page that starts as the one before ends the search with an error.
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
        // a page starts as the one before, which was short: without a number of hits that is the end
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
        ResultStream openNext(RecordDocument previous) {
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
        boolean isRepeated(byte[] slice) {
            long key = key(slice);
            if (page.keys.isEmpty() && before.keys.size() > 1 && before.first == key) {
                ended = hits < 0 && before.isShort;
                if (!ended) {
                    throw download().unexpected(
                            "the page of results from " + start + " on is the one before it again", null);
                }
            }
            page.add(key);
            // a page that is not short ends where the next one starts
            return ended || before.isShort && before.keys.contains(key);
        }
    }

    /**
     * What the results of a page are told apart by.
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
