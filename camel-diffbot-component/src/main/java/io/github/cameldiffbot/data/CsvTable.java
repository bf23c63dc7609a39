/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * Reads a job's records as the table that Diffbot makes of them.
 */
public final class CsvTable {

    private CsvTable() {
    }

    /**
     * The rows, as they come in. A table without rows, or without anything, has none.
     *
     * @param maxRecords how many rows to read at most; 0 for all
     * @param maskToken  the token, every occurrence of which is replaced by as many <code>x</code>; null for none
     */
    public static ResultIterator<CsvRow> read(StreamSource source, long maxRecords, String maskToken) {
        return new CsvIterator<>(source, maxRecords, new TokenEraser(maskToken), null, CsvRow::new);
    }
}
