/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;

/** Stores the data of a job on the heap, and beyond a limit in temporary files. */
public final class StoredJobData implements JobData {

    private final StoredRecords records;
    private final StoredRows rows;

    /**
     * Creates an empty storage.
     *
     * @param maxMemory bytes of records, and bytes of rows, that stay on the heap
     */
    public StoredJobData(long maxMemory) {
        this.records = new StoredRecords(maxMemory);
        this.rows = new StoredRows(maxMemory);
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public UrlRows rows() {
        return rows;
    }

    @Override
    public void addRecord(byte[] record) {
        records.add(record);
    }

    @Override
    public void addRow(UrlRow row) {
        rows.add(row);
    }
}
