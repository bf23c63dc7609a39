/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.job.Job;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The routes in YAML and in Java, the properties, converters and the console of the plain jar work in Quarkus")
@QuarkusTest
class ApplicationTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @Test
    @DisplayName("A bulk job runs to its records")
    void runsABulkJobToItsRecords() throws Exception {
        // a file is there before it is complete
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(records()).hasSize(3)
                .allSatisfy(record -> assertThat(record).content().startsWith("{").endsWith("}")));
    }

    @Test
    @DisplayName("The events of the job are logged")
    void logsTheEventsOfTheJob() {
        Path events = output().resolve("events.txt");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(events) && Files.readString(events).contains("quarkus: completed"));
    }

    @Test
    @DisplayName("The options of the component are bound")
    void bindsTheComponentsOptions() {
        DiffbotComponent diffbot = context.getComponent("diffbot", DiffbotComponent.class);

        assertThat(diffbot.getMaxRequestsPerSecond()).isEqualTo(5);
        assertThat(diffbot.getConfiguration().getToken()).isNotEmpty();
    }

    @Test
    @DisplayName("Jobs are converted to JSON")
    void convertsJobsToJson() {
        assertThat(template.requestBody("diffbot:bulk/quarkus?operation=create&onExisting=attach", "http://127.0.0.1/",
                Job.class).getName()).isEqualTo("quarkus");
        assertThat(template.requestBody("diffbot:bulk/quarkus?operation=status", null, String.class))
                .startsWith("{").contains("\"quarkus\"");
    }

    @Test
    @DisplayName("The developer console is available")
    void showsTheDeveloperConsole() {
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("diffbot");

        assertThat(console.call(DevConsole.MediaType.TEXT).toString()).contains("sessions");
    }

    private Path output() {
        return Path.of(context.resolvePropertyPlaceholders("{{example.output}}"));
    }

    private List<Path> records() throws IOException {
        Path records = output().resolve("records");
        if (!Files.exists(records)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(records)) {
            return files.toList();
        }
    }
}
