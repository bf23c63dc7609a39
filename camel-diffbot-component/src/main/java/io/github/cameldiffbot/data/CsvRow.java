/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.internal.json.CsvColumns;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table that Diffbot sends: a read-only map from column names to cells, in the order of the header. Names
 * are looked up regardless of case. A cell that the row lacks is empty, and cells beyond the header are ignored. For
 * stores that filter classes see {@link DiffbotRecord}.
 */
public class CsvRow extends AbstractMap<String, String> implements Serializable {

    private static final long serialVersionUID = 1;

    private final CsvColumns columns;
    private final String[] cells;

    public CsvRow(CsvColumns columns, List<String> cells) {
        this.columns = columns;
        this.cells = cells.toArray(String[]::new);
    }

    @Override
    public final @Nullable String get(Object key) {
        int index = key instanceof String name ? columns.indexOf(name) : -1;
        return index < 0 ? null : cell(index);
    }

    @Override
    public final boolean containsKey(Object key) {
        return key instanceof String name && columns.indexOf(name) >= 0;
    }

    @Override
    public final Set<String> keySet() {
        return columns.names();
    }

    @Override
    public final Set<Entry<String, String>> entrySet() {
        Map<String, String> row = new LinkedHashMap<>();
        for (String name : columns.names()) {
            row.put(name, cell(columns.indexOf(name)));
        }
        return Collections.unmodifiableMap(row).entrySet();
    }

    private String cell(int index) {
        return index < cells.length ? cells[index] : "";
    }
}
