/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The README's first routes convert files of URLs to files of records, with a second file, a bad one and a restart")
class FirstRouteTest {

    private static final Path INBOX = Path.of("inbox");
    private static final Path RECORDS = Path.of("records");

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java", "xml" })
    @DisplayName("The first route writes a record for each page, in each language of routes")
    void writesARecordForEachPage(String language) throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        Snippet routes = Pages.snippet("README.md", "The first route", language);
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            running.load(routes);
            running.start();
            Demo.drop(INBOX, "first.txt", Demo.urls(sandbox));
            awaitRecords("shop-first", sandbox);

            Demo.drop(INBOX, "bad.txt", List.of("no URL"));
            Demo.drop(INBOX, "second.txt", Demo.urls(sandbox).subList(1, 3));
            awaitRecords("shop-second", sandbox);
            awaitFile(INBOX.resolve(".failed/bad.txt"));

            // the name is taken: the file is done, and costs nothing
            Demo.drop(INBOX, "first.txt", Demo.urls(sandbox));
            await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(INBOX.resolve("first.txt")));
            assertThat(sandbox.job("shop-first").submitted()).isEqualTo(Demo.urls(sandbox).size());
            assertThat(INBOX.resolve(".failed/first.txt")).doesNotExist();
        }
        assertThat(sandbox.job("shop-bad")).isNull();
        assertThat(Demo.files(RECORDS)).allSatisfy(
                record -> assertThat(record).startsWith("{").endsWith("}").doesNotContain(sandbox.token()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java", "xml" })
    @DisplayName("A job that ends while the application is down is delivered after each start")
    void survivesARestart(String language) throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        Snippet routes = Pages.snippet("README.md", "The first route", language);
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            running.context().start();
            running.context().createProducerTemplate().requestBody("diffbot:bulk/shop-down", Demo.urls(sandbox));
            await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.job("shop-down").status() == 9);
        }
        for (int start = 0; start < 2; start++) {
            try (RunningRoutes running = new RunningRoutes(sandbox)) {
                assertThat(RECORDS).doesNotExist();
                running.load(routes);
                running.start();
                awaitRecords("shop-down", sandbox);
            }
        }
    }

    private static void awaitRecords(String job, DiffbotSandbox sandbox) throws IOException {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(
                () -> sandbox.job(job).status() == 9 && records(job) == sandbox.job(job).objectsFound());
        assertThat(records(job)).isPositive();
    }

    private static long records(String job) throws IOException {
        try (Stream<Path> files = Files.list(RECORDS)) {
            return files.filter(file -> file.getFileName().toString().matches(job + "-\\d+\\.json")).count();
        }
    }

    private static void awaitFile(Path file) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file));
    }
}
