/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The tables of properties of the Kamelets, rendered from their files.
 */
final class KameletTables {

    private static final String FOLDER = "camel-diffbot-component/src/main/resources/kamelets";

    private KameletTables() {
    }

    /**
     * Returns the tables by the name of the Kamelet. A property that several Kamelets share is in a separate table,
     * with their names.
     */
    static Map<String, String> render() throws IOException {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        definitions().forEach((name, definition) -> rows(definition)
                .forEach(row -> owners.computeIfAbsent(row, key -> new ArrayList<>()).add(name)));
        Map<String, String> tables = new TreeMap<>();
        for (String name : definitions().keySet()) {
            List<String> own = owners.entrySet().stream().filter(row -> row.getValue().equals(List.of(name)))
                    .map(Map.Entry::getKey).toList();
            tables.put(name,
                    own.isEmpty() ? "It has [shared properties](#shared-properties) only.\n" : table("", own.stream()));
        }
        int all = tables.size();
        tables.put("shared properties", table(" in |", owners.entrySet().stream().filter(row -> row.getValue().size() > 1)
                .sorted(Comparator.comparing(row -> -row.getValue().size()))
                .map(row -> row.getKey() + (row.getValue().size() == all
                        ? " all |" : " " + row.getValue().stream()
                                .map(name -> name.replaceFirst("^diffbot-", "")).collect(Collectors.joining(", ")) + " |"))));
        return tables;
    }

    private static String table(String lastColumn, Stream<String> rows) {
        return rows.map(row -> row + "\n")
                .collect(Collectors.joining("", "| property | default, other values | what |" + lastColumn
                                                + "\n|---|---|---|"
                                                + lastColumn.replaceAll("[ a-z]+", "---") + "\n",
                        ""));
    }

    /**
     * Returns the names of the properties of all Kamelets.
     */
    static Set<String> properties() throws IOException {
        return definitions().values().stream().flatMap(definition -> member(definition, "properties").keySet().stream())
                .map(Object::toString).collect(Collectors.toSet());
    }

    private static Map<String, Map<?, ?>> definitions() throws IOException {
        Map<String, Map<?, ?>> definitions = new TreeMap<>();
        try (Stream<Path> files = Files.list(Pages.root().resolve(FOLDER))) {
            files.map(KameletTables::read).forEach(kamelet -> definitions.put(
                    member(kamelet, "metadata").get("name").toString(), member(member(kamelet, "spec"), "definition")));
        }
        return definitions;
    }

    private static List<String> rows(Map<?, ?> definition) {
        List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();
        return member(definition, "properties").entrySet().stream().map(property -> {
            Map<?, ?> schema = (Map<?, ?>) property.getValue();
            return "| `" + property.getKey() + "`" + (required.contains(property.getKey()) ? " (required)" : "") + " | "
                   + values(schema) + " | "
                   + schema.get("description").toString().replace("|", "\\|") + " |";
        }).toList();
    }

    /** Returns the default and the other values, or the values or the type of a property without a default. */
    private static String values(Map<?, ?> schema) {
        List<String> values = schema.get("enum") instanceof List<?> list
                ? list.stream().map(KameletTables::code).toList()
                : List.of();
        if (!schema.containsKey("default")) {
            return values.isEmpty() ? schema.get("type").toString() : String.join(" or ", values);
        }
        String preset = code(schema.get("default"));
        return Stream.concat(Stream.of(preset), values.stream().filter(value -> !value.equals(preset)))
                .collect(Collectors.joining(", "));
    }

    private static String code(Object value) {
        return "`" + value + "`";
    }

    private static Map<?, ?> member(Map<?, ?> map, String name) {
        return (Map<?, ?>) map.get(name);
    }

    private static Map<?, ?> read(Path file) {
        try {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
