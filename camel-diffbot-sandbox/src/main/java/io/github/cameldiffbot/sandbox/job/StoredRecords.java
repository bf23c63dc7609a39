/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/** Records that were extracted, kept as the bytes that go out. */
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
