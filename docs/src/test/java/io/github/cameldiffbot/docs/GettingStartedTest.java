/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The project of the first page, in a separate process: it starts the sandbox, crawls and writes records.
 */
@DisplayName("The project of the first page starts the sandbox, crawls and writes records")
class GettingStartedTest {

    private static final String PAGE = "docs/getting-started.md";

    @TempDir
    Path project;

    @Test
    @DisplayName("The compiler plugin that Maven 3.8 binds knows no property but source and target")
    void compilesWithOldMaven() {
        String pom = Pages.snippet(PAGE, "The dependencies", "xml").text();

        assertThat(pom).contains("<maven.compiler.source>17<", "<maven.compiler.target>17<")
                .doesNotContain("maven.compiler.release");
    }

    @Test
    @DisplayName("Expressions such as ${body.key} on other pages run in this project")
    void hasTheBeanLanguage() {
        assertThat(Pages.snippet(PAGE, "The dependencies", "xml").text()).contains("<artifactId>camel-bean</artifactId>");
        assertThat(Pages.page("docs/component.md").prose()).contains("`camel-bean`");
    }

    @Test
    @DisplayName("The project writes records")
    void makesRecords() throws Exception {
        Path classes = Files.createDirectories(project.resolve("classes/camel")).getParent();
        Files.writeString(classes.resolve("camel/first.camel.yaml"), Pages.snippet(PAGE, "The routes", "yaml").text());
        Files.writeString(classes.resolve("application.properties"),
                Pages.snippet(PAGE, "The settings", "properties").text());
        String main = JavaBlock.of(Pages.snippet(PAGE, "The application", "java"), classes).className();
        Path log = project.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Ddocs.root=" + project,
                "-cp", classes + File.pathSeparator + System.getProperty("java.class.path"), main)
                .directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().remove("DIFFBOT_TOKEN");

        Process process = builder.start();
        try {
            Path records = project.resolve("records");
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> !process.isAlive() || isComplete(Demo.files(records)));
            assertThat(process.isAlive()).as("it runs, and says: %s", Files.readString(log)).isTrue();
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                // it must not write into the folder that is deleted
                process.destroyForcibly().waitFor();
            }
        }
    }

    // a file is there before it is complete
    private static boolean isComplete(List<String> records) {
        return records.size() >= 20 && records.stream().allMatch(record -> record.startsWith("{") && record.endsWith("}"));
    }
}
