/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sources of the tests of all modules.
 */
final class TestSources {

    private TestSources() {
    }

    static List<Path> all() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path parent : List.of(Pages.root(), Pages.root().resolve("camel-diffbot-component"),
                Pages.root().resolve("camel-diffbot-sandbox"), Pages.root().resolve("camel-diffbot-examples"))) {
            try (Stream<Path> modules = Files.list(parent)) {
                for (Path folder : modules.map(module -> module.resolve("src/test")).filter(Files::isDirectory).toList()) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        sources.addAll(files.filter(file -> file.toString().endsWith(".java")).toList());
                    }
                }
            }
        }
        return sources;
    }
}
