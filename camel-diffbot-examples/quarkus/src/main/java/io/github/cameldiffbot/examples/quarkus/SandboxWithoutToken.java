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
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.quarkus.main.events.BeforeInitialize;

/**
 * Without a <code>diffbot.token</code>, starts the sandbox and lets the routes run on it, with pages of its demo site.
 * An application of your own does not need this.
 */
@ApplicationScoped
public class SandboxWithoutToken {

    private static final int PAGES = 5;

    private DiffbotSandbox sandbox;

    void start(@Observes BeforeInitialize event) throws IOException {
        if (event.getCamelContext().getPropertiesComponent().resolveProperty("diffbot.token").isPresent()) {
            return;
        }
        sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(200)).start();
        List<String> urls = sandbox.demoPages().stream().limit(PAGES).map(Object::toString).toList();
        Path input = Files.createTempDirectory("urls");
        Files.write(input.resolve("urls.txt"), urls);

        BaseMainSupport main = event.getMain();
        main.addOverrideProperty("camel.component.diffbot.base-url", sandbox.baseUrl());
        main.addOverrideProperty("camel.component.diffbot.token", sandbox.token());
        main.addOverrideProperty("example.input", input.toString());
    }

    @PreDestroy
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
