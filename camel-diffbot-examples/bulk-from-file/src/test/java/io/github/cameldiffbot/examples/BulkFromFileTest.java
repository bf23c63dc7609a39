/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example turns a file of URLs into files of records")
class BulkFromFileTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("A file of URLs becomes files of records, and is paid once although it arrives twice")
    void aFileBecomesRecordsAndIsPaidOnce() throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.folder", folder.toString());
        // to check the jobs afterwards, and to drop the file once more
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        main.init();
        NotifyBuilder done = files(main, 1);
        NotifyBuilder again = files(main, 2);
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();

            Job job = jobs(main).get(0);
            assertThat(job.getName()).matches("pages-\\d{8}-\\d{6}");
            assertThat(folder.resolve("inbox/.done/pages.txt")).exists();
            assertThat(folder.resolve("records").resolve(job.getName())).isDirectoryRecursivelyContaining("glob:**.json")
                    .satisfies(records -> assertThat(records.toFile().list()).hasSize(3));

            String urls = main.getCamelContext().resolvePropertyPlaceholders("{{example.urls}}");
            main.getCamelTemplate().sendBodyAndHeaders("file:" + folder + "/inbox?keepLastModified=true", urls,
                    Map.of(Exchange.FILE_NAME, "pages.txt", Exchange.FILE_LAST_MODIFIED, 1767225600000L));
            assertThat(again.matches(90, SECONDS)).isTrue();

            assertThat(jobs(main)).singleElement().extracting(Job::getPageProcessAttempts).isEqualTo(3L);
        } finally {
            main.stop();
        }
    }

    /** Matches this many finished files, not counting their records. */
    private static NotifyBuilder files(Main main, int number) {
        return new NotifyBuilder(main.getCamelContext()).fromRoute("bulk-from-file")
                .filter(exchange -> exchange.getProperty("CamelSplitIndex") == null).whenCompleted(number).create();
    }

    @SuppressWarnings("unchecked")
    private static List<Job> jobs(Main main) throws Exception {
        return main.getCamelTemplate().requestBody("diffbot:bulk?operation=list", null, List.class);
    }
}
