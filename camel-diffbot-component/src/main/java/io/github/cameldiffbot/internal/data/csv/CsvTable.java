/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.text.SecretByteMasker;

/**
 * Reads the records of a job as a CSV table created by Diffbot.
 */
public final class CsvTable {

    private CsvTable() {
    }

    /**
     * Streams the rows of a table. An empty download has no rows.
     *
     * @param maxRecords the maximum number of rows to read; 0 for all
     * @param maskToken  the token to mask with the same number of {@code x}; null for none
     */
    public static ResultIterator<CsvRow> read(StreamSource source, long maxRecords, String maskToken) {
        return new CsvIterator<>(source, maxRecords, new SecretByteMasker(maskToken), null, CsvRow::new);
    }
}
