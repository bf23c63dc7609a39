/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A parsed file of the folder {@code kamelets}. */
record KameletFile(String fileName, Map<String, Object> content) {

    private static final Path FOLDER = Path.of("../src/main/resources/kamelets");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z0-9-._]+)(?::[^}]*)?}}");

    static List<KameletFile> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(KameletFile::read).toList();
        }
    }

    private static KameletFile read(Path file) {
        try {
            Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return new KameletFile(file.getFileName().toString(), map(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return text("metadata", "name");
    }

    String kind() {
        return text("metadata", "labels", "camel.apache.org/kamelet.type");
    }

    /** Returns the value at a path; empty if there is none. */
    String text(String... path) {
        Object value = at(path);
        return value == null ? "" : value.toString();
    }

    Object at(String... path) {
        Object value = content;
        for (String step : path) {
            value = value == null ? null : map(value).get(step);
        }
        return value;
    }

    List<?> list(String... path) {
        Object value = at(path);
        return value == null ? List.of() : (List<?>) value;
    }

    Map<String, Map<String, Object>> properties() {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        map(at("spec", "definition", "properties")).forEach((name, value) -> properties.put(name, map(value)));
        return properties;
    }

    /** Returns the properties that the template uses. */
    Set<String> used() {
        Set<String> used = new TreeSet<>();
        visit(at("spec", "template"), value -> {
            if (value instanceof String text) {
                Matcher matcher = PARAMETER.matcher(text);
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        });
        return used;
    }

    /** Returns the endpoints of the template, with their parameters. */
    Map<String, Map<String, Object>> endpoints() {
        Map<String, Map<String, Object>> endpoints = new LinkedHashMap<>();
        visit(at("spec", "template"), value -> {
            if (value instanceof Map<?, ?> node && node.get("uri") instanceof String uri) {
                endpoints.put(uri, node.get("parameters") == null ? Map.of() : map(node.get("parameters")));
            } else if (value instanceof Map<?, ?> node && node.get("to") instanceof String uri) {
                endpoints.put(uri, Map.of());
            }
        });
        return endpoints;
    }

    private static void visit(Object value, Consumer<Object> visitor) {
        visitor.accept(value);
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(member -> visit(member, visitor));
        } else if (value instanceof List<?> list) {
            list.forEach(member -> visit(member, visitor));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Override
    public String toString() {
        return fileName;
    }
}
