/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The quickstart runs in each language of routes")
class QuickstartTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java" })
    @DisplayName("Both jobs run to their files, in each language of routes")
    void bothJobsRunFromSubmitToFiles(String dsl) throws Exception {
        System.setProperty("quickstart.dsl", dsl);
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            Summary summary = Quickstart.run(
                    folder, sandbox.baseUrl(), sandbox.token(), sandbox.demoSite().toString(), sandbox);

            List<Path> tables = files(folder.resolve("output"), ".csv");
            assertThat(tables).hasSize(2);
            for (Path table : tables) {
                String job = table.getFileName().toString().replace(".csv", "");
                assertThat(summary.records(job)).isPositive().isEqualTo(sandbox.job(job).objectsFound());
                assertThat(files(folder.resolve("output").resolve(job), ".json")).hasSize((int) summary.records(job));
                assertThat(Files.readString(table)).startsWith("type,title").doesNotContain(sandbox.token());
                assertThat(summary.table()).contains(job).contains("Job has completed");
            }
        } finally {
            System.clearProperty("quickstart.dsl");
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
