/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads and compares the fields of records for queries. */
final class RecordFields {

    private RecordFields() {
    }

    /** Returns the values of a field. A dotted name addresses objects and lists. */
    static List<JsonNode> values(JsonNode recordNode, String name) {
        List<JsonNode> found = new ArrayList<>();
        collect(recordNode, name.split("\\."), 0, found);
        return found;
    }

    /** Returns whether a text contains some words next to each other, ignoring case. */
    static boolean hasWords(String text, String words) {
        String padded = " " + plain(text) + " ";
        return padded.contains(" " + plain(words) + " ");
    }

    /** Returns whether any value in a record contains some words. */
    static boolean anywhere(JsonNode node, String words) {
        if (node.isValueNode()) {
            return hasWords(node.asText(), words);
        }
        for (JsonNode child : node) {
            if (anywhere(child, words)) {
                return true;
            }
        }
        return false;
    }

    /** Parses a number or a date. A date becomes its seconds since the epoch, so that both can be compared. */
    static OptionalDouble measure(String text) {
        String value = text.trim();
        try {
            return OptionalDouble.of(Double.parseDouble(value.replaceFirst("^[^0-9+-]{1,3}(?=\\d)", "")));
        } catch (NumberFormatException e) {
            return moment(value);
        }
    }

    private static OptionalDouble moment(String value) {
        try {
            Instant instant;
            if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
                instant = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            } else if (value.matches("\\d{4}-.*")) {
                String zoned = value.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? value : value + "Z";
                instant = OffsetDateTime.parse(zoned).toInstant();
            } else {
                instant = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            }
            return OptionalDouble.of(instant.getEpochSecond());
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static void collect(JsonNode node, String[] path, int depth, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, path, depth, found));
        } else if (depth == path.length) {
            found.add(node);
        } else if (node.has(path[depth])) {
            collect(node.get(path[depth]), path, depth + 1, found);
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").trim();
    }
}
