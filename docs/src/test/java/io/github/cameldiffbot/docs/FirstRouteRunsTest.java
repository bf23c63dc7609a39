/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Path;
import java.time.Duration;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's first routes convert a file of URLs to files of records.
 */
class FirstRouteRunsTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java", "xml" })
    void writesARecordForEachPage(String language) throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            running.load(Pages.snippet("README.md", "The first route", language));
            running.start();
            Demo.drop(Path.of("inbox"), Demo.urls(sandbox));

            await().atMost(Duration.ofSeconds(30)).until(() -> Demo.files(Path.of("records")).size() >= 5);
        }
        assertThat(sandbox.job("shop").type()).isEqualTo("bulk");
        assertThat(Demo.files(Path.of("records"))).hasSize((int) sandbox.job("shop").objectsFound())
                .allSatisfy(record -> assertThat(record).startsWith("{").endsWith("}").doesNotContain(sandbox.token()));
    }
}
