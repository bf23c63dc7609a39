/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Submits a bulk job and writes its records and its events to files. With <code>-Ddiffbot.token=...</code> or the
 * environment variable <code>DIFFBOT_TOKEN</code> on the real Diffbot, otherwise on the sandbox. An application of your
 * own does not need this class.
 */
@QuarkusMain
public class Application {

    public static void main(String... args) throws IOException {
        if (System.getProperty("diffbot.token") == null && System.getenv("DIFFBOT_TOKEN") == null) {
            DiffbotSandbox sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(200)).start();
            List<String> urls = sandbox.demoPages().stream().limit(5).map(Object::toString).toList();
            Path input = Files.createTempDirectory("urls");
            Files.write(input.resolve("urls.txt"), urls);
            System.setProperty("diffbot.url", sandbox.baseUrl());
            System.setProperty("diffbot.token", sandbox.token());
            System.setProperty("example.input", input.toString());
        }
        Quarkus.run(args);
    }
}
