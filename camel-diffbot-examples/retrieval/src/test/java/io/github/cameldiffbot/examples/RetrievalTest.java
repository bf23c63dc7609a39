/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example prepares texts for retrieval")
class RetrievalTest {

    private static final int WORDS = 60;
    private static final int OVERLAP = 12;

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    @DisplayName("Texts become overlapping chunks with their source and unique ids")
    void textsBecomeLinesThatOverlapAndKnowTheirSource() throws Exception {
        // the output of an earlier run is removed
        Files.writeString(folder.resolve("chunks.jsonl"), "old\n");
        Main main = new Main();
        main.addOverrideProperty("example.folder", folder.toString());
        main.run();

        Map<String, List<Chunk>> pages = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("chunks.jsonl"))) {
            Chunk chunk = new ObjectMapper().readValue(line, Chunk.class);
            pages.computeIfAbsent(chunk.source(), source -> new ArrayList<>()).add(chunk);
        }
        assertThat(pages).hasSizeGreaterThan(3).allSatisfy(RetrievalTest::assertPage);
        assertThat(pages.values()).anyMatch(chunks -> chunks.size() > 1).flatExtracting(List::copyOf)
                .extracting("id").doesNotHaveDuplicates();
    }

    private static void assertPage(String source, List<Chunk> chunks) {
        assertThat(source).contains("/magazine/");
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(chunks.get(i).position()).isEqualTo(i);
            assertThat(chunks.get(i).title()).isNotEmpty();
            List<String> words = words(chunks, i);
            assertThat(words).hasSizeLessThanOrEqualTo(WORDS);
            if (i > 0) {
                List<String> before = words(chunks, i - 1);
                assertThat(before).hasSize(WORDS);
                assertThat(words).startsWith(before.subList(WORDS - OVERLAP, WORDS).toArray(String[]::new));
            }
        }
    }

    private static List<String> words(List<Chunk> chunks, int index) {
        return List.of(chunks.get(index).text().split("\\s+"));
    }
}
