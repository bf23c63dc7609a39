/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header of a table. Columns are found by name only, because their order differs between versions of Diffbot.
 */
public final class CsvColumns implements Serializable {

    private static final long serialVersionUID = 1;

    private static final String DIFFBOT_URI = "Diffbot URI";

    // in the order of the header; the class, not its interface, is serializable
    private final LinkedHashMap<String, Integer> byName = new LinkedHashMap<>();
    private final HashMap<String, Integer> byLowerCase = new HashMap<>();
    private final int width;

    public CsvColumns(List<String> header) {
        width = header.size();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (name.isEmpty() && isDiffbotUri(header, i)) {
                name = DIFFBOT_URI;
            }
            // columns without a name are ignored; of two columns with the same name the first one counts
            if (!name.isEmpty()) {
                byName.putIfAbsent(name, i);
                byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
            }
        }
    }

    /**
     * Returns the number of columns, including those without a name.
     */
    public int width() {
        return width;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /**
     * Returns the index of a column; the case of its name does not matter. -1 if the column is missing.
     */
    public int indexOf(String name) {
        Integer exact = byName.get(name);
        if (exact == null) {
            exact = byLowerCase.get(name.toLowerCase(Locale.ROOT));
        }
        return exact == null ? -1 : exact;
    }

    // Diffbot leaves the name of this column empty
    private static boolean isDiffbotUri(List<String> header, int index) {
        return index > 0 && "Crawl Status".equalsIgnoreCase(header.get(index - 1).strip())
                && index + 1 < header.size() && "Process Attempted".equalsIgnoreCase(header.get(index + 1).strip());
    }
}
