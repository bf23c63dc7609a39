/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages next to the README, in docs and in docs/decisions.
 */
final class Pages {

    private Pages() {
    }

    /**
     * Returns the folder of the whole project.
     */
    static Path root() {
        return Path.of(System.getProperty("docs.root", "..")).toAbsolutePath().normalize();
    }

    static List<Page> all() {
        Path root = root();
        List<Page> pages = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("docs"), root.resolve("docs/decisions"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted()
                        .forEach(file -> pages.add(new Page(root, file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pages;
    }

    static Page page(String name) {
        return all().stream().filter(page -> page.name().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("There is no page " + name));
    }

    /**
     * Returns all blocks that are parts of files.
     */
    static List<Snippet> includes() {
        return all().stream().flatMap(page -> page.snippets().stream()).filter(snippet -> snippet.source() != null).toList();
    }

    /**
     * Returns all blocks in one of these languages, without parts of files, which are tested with the files.
     */
    static List<Snippet> snippets(String... languages) {
        return all().stream().flatMap(page -> page.snippets().stream()).filter(snippet -> snippet.source() == null)
                .filter(snippet -> List.of(languages).contains(snippet.language())).toList();
    }

    /**
     * Returns the only block in a language under a heading.
     */
    static Snippet snippet(String page, String heading, String language) {
        List<Snippet> found = snippets(language).stream()
                .filter(snippet -> snippet.page().equals(page) && snippet.heading().equals(heading)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    page + " has " + found.size() + " " + language + " blocks under the heading '" + heading
                                               + "', where a test wants one");
        }
        return found.get(0);
    }
}
