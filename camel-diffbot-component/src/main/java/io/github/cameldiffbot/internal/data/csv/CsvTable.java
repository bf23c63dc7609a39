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
     * The rows, as they come in. A table without rows, or without anything, has none.
     *
     * @param maxRecords how many rows to read at max; 0 for all
     * @param maskToken  the token, every occurrence of which is replaced by as many <code>x</code>; null for none
     */
    public static ResultIterator<CsvRow> read(StreamSource source, long maxRecords, String maskToken) {
        return new CsvIterator<>(source, maxRecords, new SecretByteMasker(maskToken), null, CsvRow::new);
    }
}
