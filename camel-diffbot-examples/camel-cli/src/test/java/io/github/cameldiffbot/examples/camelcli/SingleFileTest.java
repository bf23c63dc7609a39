/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.camelcli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.apache.camel.main.KameletMain;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainCommandLineSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The YAML file and its properties are sufficient for an application: it starts the sandbox, runs a bulk job to its
 * records and writes its events to a file.
 */
@DisplayName("The YAML file and its properties are a whole application")
class SingleFileTest {

    private static final String CLI = "camel.jbang";

    private static final int PAGES = 3;

    @TempDir
    Path folder;

    @Test
    @DisplayName("The Camel CLI runs the file")
    void asTheCamelCliRunsIt() throws Exception {
        KameletMain main = new KameletMain(CLI);
        main.setDownload(false);
        main.addInitialProperty(CLI + ".kameletsVersion", System.getProperty("camel.version"));
        runs(main);
    }

    @Test
    @DisplayName("Camel Main runs the file")
    void asCamelMainRunsIt() throws Exception {
        runs(new Main());
    }

    private void runs(MainCommandLineSupport main) throws Exception {
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        main.configure().withRoutesIncludePattern("file:jobs.camel.yaml");
        main.addOverrideProperty("camel.component.diffbot.poll-interval", "100");
        main.addOverrideProperty("example.output", folder.toString());

        main.start();
        try {
            Path events = folder.resolve("events.txt");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(events) && Files.readString(events).contains("completed"));
            // a file is there before it is complete
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(records()).hasSize(PAGES)
                    .allSatisfy(record -> assertThat(record).content().startsWith("{").endsWith("}")));
            assertThat(events).content().startsWith("camel-cli: ");
        } finally {
            main.stop();
        }
    }

    private Stream<Path> records() throws IOException {
        Path records = folder.resolve("records");
        if (!Files.exists(records)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(records)) {
            return files.toList().stream();
        }
    }
}
