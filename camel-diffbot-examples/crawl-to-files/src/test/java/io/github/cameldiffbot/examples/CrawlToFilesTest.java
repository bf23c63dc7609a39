/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example writes the records of a crawl to files")
class CrawlToFilesTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("As many records as the crawl may cost are written to files with their ids")
    void asManyRecordsAsTheCrawlMayCostAreWrittenUnderTheirIds() throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.folder", folder.toString());
        main.init();
        NotifyBuilder done = new NotifyBuilder(main.getCamelContext()).fromRoute("records").whenDone(1).create();
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();
        } finally {
            main.stop();
        }

        File[] files = folder.toFile().listFiles();
        assertThat(files).hasSize(5);
        for (File file : files) {
            String id = file.getName().replace(".json", "");
            assertThat(Files.readString(file.toPath())).contains("\"id\":" + id + ",")
                    .containsPattern("\"pageUrl\":\"[^\"]+/magazine/");
        }
    }
}
