/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.ArrayList;
import java.util.List;

/** Rows of pages that were visited. */
final class StoredRows implements UrlRows {

    private final List<UrlRow> rows = new ArrayList<>();

    synchronized void add(UrlRow row) {
        rows.add(row);
    }

    @Override
    public synchronized long size() {
        return rows.size();
    }

    @Override
    public synchronized UrlRow get(long index) {
        return rows.get((int) index);
    }
}
