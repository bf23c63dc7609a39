/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import io.github.cameldiffbot.client.ResultStream;

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
     * The records that were found, in the form that the options say. The next page is asked for when the one before was
     * read, and only if there should be one: as long as pages are full, fewer results were read than the search
     * reports, and more are wanted.
     */
    public static ResultIterator<Object> read(SearchPages pages, RecordOptions options) {
        return new Pages(pages, options);
    }

    private static final class Pages extends RecordIterator {

        private final SearchPages pages;
        private final long maximum;
        private long start;
        private int asked;

        Pages(SearchPages pages, RecordOptions options) {
            super(options);
            this.pages = pages;
            this.maximum = options.maxRecords();
        }

        @Override
        ResultStream openNext(RecordDocument previous) {
            if (previous != null) {
                // a page can be short because Diffbot left results out of it, which count all the same
                start += previous.hits() >= 0 ? asked : previous.count();
                boolean allFound = previous.hits() >= 0 ? start >= previous.hits() : previous.count() < asked;
                if (allFound || previous.count() == 0 || start > Integer.MAX_VALUE - PAGE) {
                    return null;
                }
            }
            asked = maximum > 0 ? (int) Math.min(PAGE, maximum - received()) : PAGE;
            return pages.open((int) start, asked);
        }
    }
}
