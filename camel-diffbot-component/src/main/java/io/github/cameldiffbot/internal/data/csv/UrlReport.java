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
     * Streams the rows of a report. An empty download has no rows.
     *
     * @param maxRecords the maximum number of rows to read; 0 for all
     */
    public static ResultIterator<UrlReportRow> read(StreamSource source, long maxRecords) {
        return read(source, maxRecords, null, EnumSet.allOf(UrlStatus.class));
    }

    /**
     * Streams the rows with the given statuses.
     *
     * @param maxRecords the maximum number of rows to return; 0 for all
     * @param maskToken  the token to mask with the same number of {@code x}; null for none
     * @param wanted     the statuses of the rows to return; others are skipped
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
