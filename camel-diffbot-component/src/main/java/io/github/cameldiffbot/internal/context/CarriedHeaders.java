/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.cameldiffbot.internal.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * The headers that the option {@code carry} selects: names, and beginnings of names followed by {@code *}. The headers
 * of W3C Trace Context are always among them.
 */
public final class CarriedHeaders {

    private static final Set<String> TRACE = Set.of("traceparent", "tracestate");
    private static final String CAMEL = "camel";

    private final List<String> names = new ArrayList<>();
    private final List<String> beginnings = new ArrayList<>();

    /**
     * Parses the option.
     *
     * @param  carry                    names separated by commas; null for none
     * @throws IllegalArgumentException if a name is not one of a header that can be carried
     */
    public CarriedHeaders(@Nullable String carry) {
        for (String name : carry == null ? new String[0] : carry.split(",", -1)) {
            String header = name.trim();
            int star = header.indexOf('*');
            if (header.isEmpty() || star >= 0 && star < header.length() - 1) {
                throw bad(carry, "has '" + Excerpt.of(header) + "'. It takes names of headers, separated by commas; a * at the"
                                 + " end of a name stands for any further characters");
            }
            if (isCamel(header)) {
                throw bad(carry, "has '" + Excerpt.of(header) + "'. Camel's own headers describe the message, and are not"
                                 + " carried");
            }
            if (star < 0) {
                names.add(header);
            } else {
                beginnings.add(header.substring(0, star));
            }
        }
    }

    private static IllegalArgumentException bad(@Nullable String carry, String problem) {
        return new IllegalArgumentException("Option carry is '" + Excerpt.of(carry) + "': it " + problem);
    }

    private static boolean isCamel(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(CAMEL);
    }

    /**
     * Returns the headers to carry, with texts, numbers and booleans as values. Of those that only a {@code *} selects,
     * other values are left out.
     *
     * @throws IllegalArgumentException if a named header has another value, or they are too long
     */
    public Map<String, Object> select(Map<String, Object> headers) {
        Map<String, Object> selected = new TreeMap<>();
        headers.forEach((name, value) -> {
            boolean named = names.stream().anyMatch(name::equalsIgnoreCase);
            if (value == null || isCamel(name) || !named && !isSelected(name)) {
                return;
            }
            Object simple = simple(value);
            if (simple != null) {
                selected.put(name, simple);
            } else if (named) {
                throw new IllegalArgumentException(
                        "The header '" + Excerpt.of(name) + "' cannot be carried: it is a " + value.getClass().getName()
                                                   + ". The option carry takes headers with a text, a number or a boolean."
                                                   + " Convert it before, or remove it from the option");
            }
        });
        JobContext.requireSmall(selected);
        return selected;
    }

    private boolean isSelected(String name) {
        return TRACE.contains(name) || beginnings.stream()
                .anyMatch(beginning -> name.regionMatches(true, 0, beginning, 0, beginning.length()));
    }

    private static @Nullable Object simple(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long
                || value instanceof Double || value instanceof BigDecimal || value instanceof BigInteger) {
            return value;
        }
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return value instanceof Float number ? Double.valueOf(number.toString())
                : value instanceof CharSequence || value instanceof Character || value instanceof Enum ? value.toString()
                : null;
    }
}
