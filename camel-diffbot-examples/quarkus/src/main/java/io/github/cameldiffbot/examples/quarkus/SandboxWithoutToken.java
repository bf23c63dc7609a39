/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.AfterConfigure;

/**
 * Without a {@code diffbot.token}, starts the sandbox and runs the routes on it, with pages of its demo site. Your own
 * application does not need this.
 */
@ApplicationScoped
public class SandboxWithoutToken {

    private static final int PAGES = 5;

    private DiffbotSandbox sandbox;

    void start(@Observes AfterConfigure event) throws IOException {
        CamelContext context = event.getCamelContext();
        DiffbotConfiguration diffbot = context.getComponent("diffbot", DiffbotComponent.class).getConfiguration();
        if (diffbot.getToken() != null && !diffbot.getToken().isEmpty()) {
            return;
        }
        sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(200)).start();
        List<String> urls = sandbox.demoPages().stream().limit(PAGES).map(Object::toString).toList();
        Path input = Files.createTempDirectory("urls");
        Files.write(input.resolve("urls.txt"), urls);

        diffbot.setBaseUrl(sandbox.baseUrl());
        diffbot.setToken(sandbox.token());
        context.getPropertiesComponent().addOverrideProperty("example.input", input.toString());
    }

    @PreDestroy
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
