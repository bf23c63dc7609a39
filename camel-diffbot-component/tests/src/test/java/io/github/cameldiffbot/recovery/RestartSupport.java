/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox runs in this JVM and outlives the applications, which run in others and are killed. */
@ExtendWith(QuickAwait.class)
abstract class RestartSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @TempDir
    Path folder;
    private final List<ChildJvm> children = new ArrayList<>();

    @AfterEach
    void end() {
        children.forEach(ChildJvm::close);
    }

    /** Starts an application with pairs of property names and values. */
    ChildJvm start(Class<? extends Application> main, String... properties) {
        Map<String, String> all = new HashMap<>(
                Map.of("baseUrl", DIFFBOT.baseUrl(), "token", DIFFBOT.token(),
                        "ledger", folder.resolve("ledger.txt").toString()));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        ChildJvm child = ChildJvm.start(main, folder, all);
        children.add(child);
        return child;
    }

    /** Puts a file with the URLs of a job into the inbox. */
    void submit(String job) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path draft = Files.writeString(folder.resolve(job + ".draft"), sandbox().demoSite() + "notes/7");
        Files.move(draft, inbox.resolve(job + ".txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the records of all runs of the applications. */
    List<String> ledger() {
        return lines("ledger.txt");
    }

    List<String> lines(String file) {
        Path ledger = folder.resolve(file);
        try {
            return Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    /** Returns how many times URLs were sent for this job. */
    static long submissions(String job) {
        return sandbox().requests().stream().filter(request -> isSubmission(request) && job.equals(request.param("name")))
                .count();
    }

    private static boolean isSubmission(RecordedRequest request) {
        return request.method().equals("POST") && (request.param("urls") != null || request.param("seeds") != null);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(10));
    }
}
