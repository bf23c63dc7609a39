/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotConsumer;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * R2: the file is truncated or cannot be written. Events may be delivered again, none is lost, and the reason is
 * logged.
 */
@DisplayName("A damaged repository file loses no event")
@FaultCase("R2")
@ExtendWith(QuickAwait.class)
class DamagedRepositoryFileTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @TempDir
    Path folder;
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private DefaultCamelContext context;

    @BeforeEach
    void jobs() {
        List.of("a", "b", "c").forEach(name -> DIFFBOT.sandbox().generate(name, 1, 600));
    }

    @AfterEach
    void end() throws Exception {
        context.close();
    }

    @Test
    @DisplayName("An event with a truncated entry is delivered again, and no other")
    void truncatedEntriesAreDeliveredAgain() throws Exception {
        Path file = folder.resolve("handled.txt");
        start(file);
        await().until(() -> delivered.size() == 3);
        await().until(() -> Files.readAllLines(file).size() == 3);
        context.close();
        // like after a crash in the middle of a write
        String lines = Files.readString(file);
        Files.writeString(file, lines.substring(0, lines.length() - 12));
        delivered.clear();

        start(file);
        await().until(() -> !delivered.isEmpty());
        DIFFBOT.sandbox().generate("d", 1, 600);
        await().until(() -> delivered.contains("d"));

        assertThat(delivered).containsExactly("c", "d");
    }

    @Test
    @DisplayName("Entries behind a truncated one are read by the next start")
    void entriesAfterTheTruncationAreRead() throws Exception {
        truncatedEntriesAreDeliveredAgain();
        context.close();
        delivered.clear();

        start(folder.resolve("handled.txt"));
        DIFFBOT.sandbox().generate("e", 1, 600);
        await().until(() -> delivered.contains("e"));

        // the truncated line and the next one are one line now, so one of the two events is delivered again, and then
        // never
        assertThat(delivered).contains("e").doesNotContain("a", "b");
    }

    @Test
    @DisplayName("Polls fail while the file cannot be written, and events arrive as soon as it can")
    void unwritable() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("no-folder"), "a file");
        start(noFolder.resolve("handled.txt"));

        DiffbotConsumer consumer = (DiffbotConsumer) context.getRoutes().get(0).getConsumer();
        HealthCheck health = consumer.getHealthCheck();
        await().untilAsserted(() -> assertThat(health.call().getMessage()).hasValueSatisfying(
                message -> assertThat(message).contains("a FileIdempotentRepository, cannot be started")));
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(delivered).isEmpty();

        Files.delete(noFolder);
        await().until(() -> delivered.size() == 3);
        await().until(() -> health.call().getState() == HealthCheck.State.UP);
    }

    private void start(Path file) throws Exception {
        context = Contexts.of(DIFFBOT);
        context.getRegistry().bind("handled", FileIdempotentRepository.fileIdempotentRepository(file.toFile()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?initialDelay=0&delay=50&idempotentRepository=#handled").process(exchange -> delivered.add(
                        exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
            }
        });
        context.start();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }
}
