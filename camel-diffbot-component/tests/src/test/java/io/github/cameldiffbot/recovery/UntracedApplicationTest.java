/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenTelemetry is optional")
@Tag("kill")
class UntracedApplicationTest extends RestartSupport {

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("Without tracing no class of OpenTelemetry is loaded, whether it is on the class path or not")
    void loadsNoOpenTelemetry(boolean onClassPath) throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> onClassPath || !entry.contains("telemetry")).collect(Collectors.joining(File.pathSeparator));
        submit("shop");
        try (ChildJvm application = ChildJvm.start(CompletionsApplication.class, folder, Map.of(
                "baseUrl", DIFFBOT.baseUrl(), "token", DIFFBOT.token(), "ledger", folder.resolve("ledger.txt").toString()),
                "-Xlog:class+load:file=classes.log", "-cp", classPath)) {
            await().until(() -> {
                assertThat(application.said("started").isEmpty() && !application.isAlive()).as(application.log()).isFalse();
                return ledger().size() == 1;
            });
        }

        try (Stream<String> classes = Files.lines(folder.resolve("classes.log"))) {
            assertThat(classes.filter(line -> line.contains("telemetry") || line.contains("DiffbotConsumer ")))
                    .singleElement().asString().contains("io.github.cameldiffbot.DiffbotConsumer ");
        }
    }
}
