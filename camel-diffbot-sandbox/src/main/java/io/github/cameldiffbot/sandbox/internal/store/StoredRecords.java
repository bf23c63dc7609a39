/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import io.github.cameldiffbot.sandbox.internal.data.Records;

/** Stores records as bytes. */
final class StoredRecords implements Records {

    private final ByteStore records;

    StoredRecords(long maxMemory) {
        this.records = new ByteStore(maxMemory);
    }

    void add(byte[] record) {
        records.add(record);
    }

    @Override
    public long size() {
        return records.size();
    }

    @Override
    public byte[] get(long index) {
        return records.get(index);
    }
}
