/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A sandbox that starts before the application, and a folder with URLs of its demo site.
 */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {

    private DiffbotSandbox sandbox;

    @Override
    public Map<String, String> start() {
        sandbox = DiffbotSandbox.start();
        try {
            Path folder = Files.createTempDirectory("quarkus");
            List<String> urls = sandbox.demoPages().stream().limit(3).map(Object::toString).toList();
            Files.write(folder.resolve("urls.txt"), urls);
            return Map.of("diffbot.url", sandbox.baseUrl(), "diffbot.token", sandbox.token(), "example.input",
                    folder.toString(), "example.output", folder.toString(), "camel.component.diffbot.poll-interval", "100");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        sandbox.close();
    }
}
