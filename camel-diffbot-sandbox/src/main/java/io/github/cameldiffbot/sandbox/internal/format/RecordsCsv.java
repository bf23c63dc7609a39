/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.data.Records;

/**
 * Writes records as CSV, newest first: {@code type}, {@code title}, then the other top-level fields in alphabetical
 * order. Lists, objects and {@code html} are omitted. In the format of 2015, the fields of objects have dotted names.
 */
public final class RecordsCsv {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_VALUE = 32_000;
    /** The header is written first: fields that only later records have are dropped, as Diffbot does. */
    private static final int HEADER_RECORDS = 1_000;

    private final Records records;
    private final boolean nested;
    private final long newest;
    private final long oldest;

    /**
     * Creates a writer.
     *
     * @param nested whether the fields of objects have columns
     * @param max    number of records to write
     */
    public RecordsCsv(Records records, boolean nested, long max) {
        this.records = records;
        this.nested = nested;
        this.newest = records.size() - 1;
        this.oldest = Math.max(0, newest + 1 - max);
    }

    /** Writes the header and the records. */
    public void writeTo(OutputStream out) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (long i = newest; i >= oldest && i > newest - HEADER_RECORDS; i--) {
            names.addAll(flatten(i).keySet());
        }
        names.remove("type");
        names.remove("title");
        StringBuilder line = new StringBuilder("type,title");
        names.forEach(name -> line.append(',').append(name));
        out.write(Csv.line(line));
        for (long i = newest; i >= oldest; i--) {
            Map<String, String> values = flatten(i);
            StringBuilder row = new StringBuilder(Csv.quote(values.get("type"))).append(',')
                    .append(Csv.quote(values.get("title")));
            names.forEach(name -> row.append(',').append(Csv.quote(values.get(name))));
            out.write(Csv.line(row));
        }
    }

    private Map<String, String> flatten(long index) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", JSON.readTree(records.get(index)), values);
        return values;
    }

    private void flatten(String prefix, JsonNode node, Map<String, String> values) {
        node.properties().forEach(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && nested) {
                flatten(name + ".", value, values);
            } else if (value.isValueNode() && !field.getKey().equals("html")) {
                String text = value.asText();
                values.put(name, text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + " (cut here)" : text);
            }
        });
    }
}
