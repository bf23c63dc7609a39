/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LayersTest {

    @Test
    void onlyOnePackageKnowsCamel() throws IOException {
        assertThat(importersOf("org.apache.camel")).allMatch(file -> file.contains("/sandbox/camel/")).isNotEmpty();
    }

    @Test
    void onlyTheExtensionKnowsJunit() throws IOException {
        assertThat(importersOf("org.junit")).singleElement().asString().endsWith("DiffbotSandboxExtension.java");
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
