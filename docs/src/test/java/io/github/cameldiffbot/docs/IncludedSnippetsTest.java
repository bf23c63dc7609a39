/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A block that is a part of an example's file occurs in it unchanged. The tests of the example run it.
 */
@DisplayName("Blocks of an example's file are in it unchanged")
class IncludedSnippetsTest {

    static List<Snippet> snippets() {
        return Pages.includes();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("Each included block is in its file")
    void areInTheirFiles(Snippet snippet) throws Exception {
        assertThat(snippet.source()).startsWith("camel-diffbot-examples/");
        List<String> file = Files.readAllLines(Pages.root().resolve(snippet.source()));
        List<String> block = snippet.text().lines().toList();

        // a page may indent a part less
        assertThat(IntStream.rangeClosed(0, file.size() - block.size())
                .mapToObj(line -> String.join("\n", file.subList(line, line + block.size())).stripIndent()))
                .as("parts of %s", snippet.source()).contains(String.join("\n", block));
    }
}
