/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.io.OutputStream;

import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.store.UrlRow;
import io.github.cameldiffbot.sandbox.store.UrlRows;

/** The URL report as CSV: oldest first, or with a limit the most recent first. */
final class UrlReport {

    private static final String COLUMNS
            = "Url,Doc ID,Url Discovered Time,Crawled Time,Content Length,Duplicate Of,Redirects,Redirected To,"
              + "Robots.txt Crawl Delay (ms),Crawl Round,Crawl Try #,Hop Count,Crawl Status,";
    private static final String CURRENT = COLUMNS + "Diffbot URI,Process Attempted,Process Response,Proxy Used\n";
    /**
     * The engine of old left the header of one column empty, and never filled in the try; it knew nothing of proxies.
     */
    private static final String LEGACY = COLUMNS + ",Process Attempted,Process Response\n";

    private final UrlRows rows;
    private final boolean legacy;

    UrlReport(UrlRows rows, boolean legacy) {
        this.rows = rows;
        this.legacy = legacy;
    }

    void writeTo(OutputStream out, long most) throws IOException {
        out.write(Answer.utf8(legacy ? LEGACY : CURRENT));
        long size = rows.size();
        if (most == Long.MAX_VALUE) {
            for (long i = 0; i < size; i++) {
                out.write(Answer.utf8(line(rows.get(i))));
            }
        } else {
            for (long i = size - 1; i >= Math.max(0, size - most); i--) {
                out.write(Answer.utf8(line(rows.get(i))));
            }
        }
    }

    private String line(UrlRow row) {
        StringBuilder line = new StringBuilder(200);
        line.append(RecordsCsv.quote(row.url())).append(',').append(Urls.docId(row.url()));
        line.append(',').append(row.discovered()).append(',').append(row.crawled()).append(',').append(row.length());
        line.append(',').append(row.duplicateOf() == 0 ? "" : Long.toString(row.duplicateOf()));
        line.append(',').append(row.redirects()).append(',').append(optional(row.redirectedTo()));
        line.append(',').append(row.robotsDelay() < 0 ? "" : Long.toString(row.robotsDelay()));
        line.append(',').append(row.round()).append(',').append(legacy || row.tries() == 0 ? "" : Integer.toString(row.tries()))
                .append(',').append(row.hops());
        line.append(',').append(RecordsCsv.quote(row.crawlStatus())).append(',').append(optional(row.diffbotUri()));
        line.append(',').append(row.processAttempted() ? 1 : 0).append(',').append(optional(row.processResponse()));
        if (!legacy) {
            line.append(',').append(row.proxyUsed() ? 1 : 0);
        }
        return line.append('\n').toString();
    }

    private static String optional(String text) {
        return text.isEmpty() ? "" : RecordsCsv.quote(text);
    }
}
