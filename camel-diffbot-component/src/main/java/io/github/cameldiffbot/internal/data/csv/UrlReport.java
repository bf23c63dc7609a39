/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import java.util.EnumSet;
import java.util.Set;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.text.SecretByteMasker;

/**
 * Reads the URL report of a job.
 */
public final class UrlReport {

    private UrlReport() {
    }

    /**
     * The rows of the report, as they come in. A report without rows, or without anything, has none.
     *
     * @param maxRecords how many rows to read at max; 0 for all
     */
    public static ResultIterator<UrlReportRow> read(StreamSource source, long maxRecords) {
        return read(source, maxRecords, null, EnumSet.allOf(UrlStatus.class));
    }

    /**
     * Some of the rows.
     *
     * @param maxRecords how many rows to give at max; 0 for all
     * @param maskToken  the token, every occurrence of which is replaced by as many <code>x</code>; null for none
     * @param wanted     the rows to give; the others are passed over
     */
    public static ResultIterator<UrlReportRow> read(
            StreamSource source, long maxRecords, String maskToken, Set<UrlStatus> wanted) {
        return new CsvIterator<>(
                source, maxRecords, new SecretByteMasker(maskToken), "Url",
                (columns, cells) -> {
                    UrlReportRow row = new UrlReportRow(columns, cells);
                    return wanted.contains(row.getUrlStatus()) ? row : null;
                });
    }
}
