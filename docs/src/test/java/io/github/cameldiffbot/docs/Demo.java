/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;

/**
 * Input and output of the routes on the pages.
 */
final class Demo {

    private Demo() {
    }

    /**
     * Pages of the sandbox's demo site, the last of which does not exist.
     */
    static List<String> urls(DiffbotSandbox sandbox) {
        Stream<String> pages = sandbox.demoPages().stream().limit(5).map(URI::toString);
        return Stream.concat(pages, Stream.of(sandbox.demoSite() + "missing")).toList();
    }

    /**
     * Puts a file with these lines into a folder atomically.
     */
    static void drop(Path folder, List<String> lines) throws IOException {
        drop(folder, "urls.txt", lines);
    }

    static void drop(Path folder, String name, List<String> lines) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.write(Files.createTempFile("urls", ".txt"), lines);
        Files.move(file, folder.resolve(name));
    }

    /**
     * Returns the contents of the files of a folder; empty if it does not exist.
     */
    static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)).sorted().map(Demo::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
