/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LayersTest {

    /** An import from a package below that of the sandbox itself. */
    private static final Pattern IMPORT = Pattern.compile("import io\\.github\\.cameldiffbot\\.sandbox\\.([a-z]+)\\.");

    @Test
    void onlyOnePackageKnowsCamel() throws IOException {
        assertThat(importersOf("org.apache.camel")).allMatch(file -> file.contains("/sandbox/camel/")).isNotEmpty();
    }

    @Test
    void onlyTheExtensionKnowsJunit() throws IOException {
        assertThat(importersOf("org.junit")).singleElement().asString().endsWith("DiffbotSandboxExtension.java");
    }

    @ParameterizedTest
    @DisplayName("A package uses only the packages below it")
    @CsvSource(delimiter = '|', value = {
            "http|", "crawl|", "extract|", "store|", "job|crawl extract store", "search|store", "site|http",
            "api|crawl extract http job search store" })
    void usesOnlyThePackagesBelow(String name, String below) throws IOException {
        Set<String> allowed = below == null ? Set.of() : Set.of(below.split(" "));
        assertThat(packagesUsedBy(name)).isSubsetOf(allowed);
    }

    private static Set<String> packagesUsedBy(String name) throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/cameldiffbot/sandbox", name))) {
            for (Path file : files.toList()) {
                Matcher imports = IMPORT.matcher(Files.readString(file));
                while (imports.find()) {
                    used.add(imports.group(1));
                }
            }
        }
        assertThat(Path.of("src/main/java/io/github/cameldiffbot/sandbox", name)).isNotEmptyDirectory();
        used.remove(name);
        return used;
    }

    private static List<String> importersOf(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).filter(file -> imports(file, name))
                    .map(file -> file.toString().replace('\\', '/')).toList();
        }
    }

    private static boolean imports(Path file, String name) {
        try {
            return Files.readString(file).contains("import " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
