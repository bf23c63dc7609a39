/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The header of a table: which column stands where. Diffbot's generations write it differently, so that a column is
 * only ever found by its name.
 */
public final class CsvColumns implements Serializable {

    private static final long serialVersionUID = 1;

    private static final String DIFFBOT_URI = "Diffbot URI";

    // the names as on the wire, in its order
    private final Map<String, Integer> byName = new LinkedHashMap<>();
    private final Map<String, Integer> byLowerCase = new LinkedHashMap<>();
    private final int width;

    public CsvColumns(List<String> header) {
        width = header.size();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (name.isEmpty() && isDiffbotUri(header, i)) {
                name = DIFFBOT_URI;
            }
            // a column without a name cannot be asked for, and of two with one name the first is meant
            if (!name.isEmpty()) {
                byName.putIfAbsent(name, i);
                byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
            }
        }
    }

    /**
     * How many columns there are, with a name or without.
     */
    public int width() {
        return width;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /**
     * Where the column stands, or -1.
     */
    public int indexOf(String name) {
        Integer exact = byName.get(name);
        if (exact == null) {
            exact = byLowerCase.get(name.toLowerCase(Locale.ROOT));
        }
        return exact == null ? -1 : exact;
    }

    // the engine leaves this one name out
    private static boolean isDiffbotUri(List<String> header, int index) {
        return index > 0 && "Crawl Status".equalsIgnoreCase(header.get(index - 1).strip())
                && index + 1 < header.size() && "Process Attempted".equalsIgnoreCase(header.get(index + 1).strip());
    }
}
