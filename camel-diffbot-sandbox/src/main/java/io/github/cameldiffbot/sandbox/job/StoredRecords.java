/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.ArrayList;
import java.util.List;

/** Records that were extracted, kept as the bytes that go out. */
final class StoredRecords implements Records {

    private final List<byte[]> records = new ArrayList<>();

    synchronized void add(byte[] record) {
        records.add(record);
    }

    @Override
    public synchronized long size() {
        return records.size();
    }

    @Override
    public synchronized byte[] get(long index) {
        return records.get((int) index);
    }
}
