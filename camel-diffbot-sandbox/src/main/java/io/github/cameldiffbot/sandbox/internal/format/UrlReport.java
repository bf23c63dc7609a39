/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.format;

import java.io.IOException;
import java.io.OutputStream;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;

/** Writes a URL report as CSV: oldest row first, or with a limit newest row first. */
public final class UrlReport {

    private static final String COLUMNS
            = "Url,Doc ID,Url Discovered Time,Crawled Time,Content Length,Duplicate Of,Redirects,Redirected To,"
              + "Robots.txt Crawl Delay (ms),Crawl Round,Crawl Try #,Hop Count,Crawl Status,";
    private static final String CURRENT = COLUMNS + "Diffbot URI,Process Attempted,Process Response,Proxy Used";
    /** Diffbot's engine of 2015 left one column header empty and had no column for proxies. */
    private static final String LEGACY = COLUMNS + ",Process Attempted,Process Response";

    private final UrlRows rows;
    private final boolean legacy;

    /**
     * Creates a writer.
     *
     * @param legacy whether to write the format of 2015
     */
    public UrlReport(UrlRows rows, boolean legacy) {
        this.rows = rows;
        this.legacy = legacy;
    }

    /**
     * Writes the header and the rows.
     *
     * @param max number of rows to write, {@code Long.MAX_VALUE} for all
     */
    public void writeTo(OutputStream out, long max) throws IOException {
        out.write(Csv.line(new StringBuilder(legacy ? LEGACY : CURRENT)));
        long size = rows.size();
        if (max == Long.MAX_VALUE) {
            for (long i = 0; i < size; i++) {
                out.write(line(rows.get(i)));
            }
        } else {
            for (long i = size - 1; i >= Math.max(0, size - max); i--) {
                out.write(line(rows.get(i)));
            }
        }
    }

    private byte[] line(UrlRow row) {
        StringBuilder line = new StringBuilder(200);
        line.append(Csv.quote(row.url())).append(',').append(Hashes.docId(row.url()));
        line.append(',').append(row.discovered()).append(',').append(row.crawled()).append(',').append(row.length());
        line.append(',').append(row.duplicateOf() == 0 ? "" : Long.toString(row.duplicateOf()));
        line.append(',').append(row.redirects()).append(',').append(Csv.optional(row.redirectedTo()));
        line.append(',').append(row.robotsDelay() < 0 ? "" : Long.toString(row.robotsDelay()));
        line.append(',').append(row.round()).append(',').append(legacy || row.tries() == 0 ? "" : Integer.toString(row.tries()))
                .append(',').append(row.hops());
        line.append(',').append(Csv.quote(row.crawlStatus())).append(',').append(Csv.optional(row.diffbotUri()));
        line.append(',').append(row.processAttempted() ? 1 : 0).append(',').append(Csv.optional(row.processResponse()));
        if (!legacy) {
            line.append(',').append(row.proxyUsed() ? 1 : 0);
        }
        return Csv.line(line);
    }
}
