/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.store;

/** Records that were extracted, kept as the bytes that go out. */
public final class StoredRecords implements Records {

    private final ByteStore records;

    /**
     * Starts without records.
     *
     * @param maxMemory how many bytes stay on the heap; what comes after them goes to a temporary file
     */
    public StoredRecords(long maxMemory) {
        this.records = new ByteStore(maxMemory);
    }

    /**
     * Adds a record at the end.
     *
     * @param record its JSON in UTF-8
     */
    public void add(byte[] record) {
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
