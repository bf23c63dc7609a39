/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The packages of the sandbox have levels and few dependencies")
class LayersTest {

    private static final Path SOURCES = Path.of("../src/main/java");
    private static final Path ROOT = SOURCES.resolve("io/github/cameldiffbot/sandbox");
    private static final Pattern IMPORT
            = Pattern.compile("import (?:static )?io\\.github\\.cameldiffbot\\.(sandbox(?:\\.[a-z]+)*)\\.[A-Z]");
    private static final Pattern ROW = Pattern.compile(" \\* (\\d) +([a-z]+) +([a-z -]+)");
    private static final Pattern IMPURE
            = Pattern.compile("import (?:java\\.(?:io|net|nio)\\.|java\\.util\\.concurrent\\.[A-Z]|com\\.)");
    private static final int MAX_TYPES = 25;
    private static final int MAX_LEVEL = 8;

    @Test
    @DisplayName("The packages use each other as the table in package-info.java shows")
    void table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("package-info.java")));
        while (rows.find()) {
            String uses = rows.group(3).trim();
            table.put(rows.group(2), uses.equals("-") ? Set.of() : Set.of(uses.split(" ")));
        }
        assertThat(dependencies()).isEqualTo(table);
    }

    @Test
    @DisplayName("The packages have the levels of the table, at most 8")
    void levels() throws IOException {
        Map<String, Integer> levels = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("package-info.java")));
        while (rows.find()) {
            levels.put(rows.group(2), Integer.valueOf(rows.group(1)));
        }
        assertThat(levels.values()).allMatch(level -> level <= MAX_LEVEL);
        dependencies().forEach((name, uses) -> assertThat(levels.get(name)).as(name)
                .isEqualTo(1 + uses.stream().mapToInt(levels::get).max().orElse(0)));
    }

    @Test
    @DisplayName("The packages have at most 25 types each")
    void size() throws IOException {
        Map<String, Long> sizes = files().stream().collect(Collectors.groupingBy(LayersTest::packageOf, Collectors.counting()));
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MAX_TYPES));
    }

    @ParameterizedTest
    @DisplayName("The packages engine, frontier and data have no threads, HTTP or I/O")
    @ValueSource(strings = { "engine", "frontier", "data" })
    void purity(String name) throws IOException {
        assertThat(files()).filteredOn(file -> packageOf(file).equals(name))
                .isNotEmpty().noneMatch(file -> IMPURE.matcher(read(file)).find());
    }

    @Test
    @DisplayName("Only the package camel uses Camel")
    void camel() throws IOException {
        assertThat(files()).filteredOn(file -> contains(file, "import org.apache.camel")).isNotEmpty()
                .allMatch(file -> packageOf(file).equals("camel"));
    }

    @Test
    @DisplayName("Only the extension uses JUnit")
    void junit() throws IOException {
        assertThat(files()).filteredOn(file -> contains(file, "import org.junit")).singleElement()
                .matches(file -> file.endsWith("DiffbotSandboxExtension.java"));
    }

    private static Map<String, Set<String>> dependencies() throws IOException {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (Path file : files()) {
            Set<String> uses = dependencies.computeIfAbsent(packageOf(file), name -> new TreeSet<>());
            Matcher imports = IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                uses.add(last(List.of(imports.group(1).split("\\."))));
            }
        }
        dependencies.forEach((name, uses) -> uses.remove(name));
        return dependencies;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java")).toList();
        }
    }

    /** Returns the last name of the package, which is unique. */
    private static String packageOf(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static String last(Collection<String> names) {
        return names.stream().reduce((first, second) -> second).orElseThrow();
    }

    private static boolean contains(Path file, String text) {
        return read(file).contains(text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
