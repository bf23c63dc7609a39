/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * Reads the URL report of a job.
 */
public final class UrlReport {

    private UrlReport() {
    }

    /**
     * The rows of the report, as they come in. A report without rows, or without anything, has none.
     *
     * @param maxRecords how many rows to read at most; 0 for all
     */
    public static ResultIterator<UrlReportRow> read(StreamSource source, long maxRecords) {
        return read(source, maxRecords, null);
    }

    /**
     * The same, with every occurrence of the token replaced by as many <code>x</code>.
     *
     * @param maskToken the token; null for none
     */
    public static ResultIterator<UrlReportRow> read(StreamSource source, long maxRecords, String maskToken) {
        return new UrlReportIterator(source, maxRecords, new TokenEraser(maskToken));
    }
}
