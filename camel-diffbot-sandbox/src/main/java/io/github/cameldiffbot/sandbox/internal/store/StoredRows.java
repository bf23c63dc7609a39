/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;

/** Stores the rows of a URL report in a compact binary form. */
final class StoredRows implements UrlRows {

    private final ByteStore rows;

    StoredRows(long maxMemory) {
        this.rows = new ByteStore(maxMemory);
    }

    void add(UrlRow row) {
        rows.add(PageCodec.encode(row));
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public UrlRow get(long index) {
        return PageCodec.row(rows.get(index));
    }
}
