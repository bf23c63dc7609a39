/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Without a {@code diffbot.token}, starts the sandbox and runs the routes on it, with the pages of its demo site. Your
 * own application does not need this.
 */
public class SandboxInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxInitializer.class);

    @Override
    public void initialize(GenericApplicationContext application) {
        if (application.getEnvironment().getProperty("diffbot.token") != null) {
            return;
        }
        DiffbotSandbox sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(200)).start();
        LOG.info("No diffbot.token is set, so this runs on the sandbox at {}", sandbox.baseUrl());
        // as a bean, it is closed with the application
        application.registerBean(DiffbotSandbox.class, () -> sandbox);
        application.getEnvironment().getPropertySources().addFirst(new MapPropertySource(
                "sandbox", Map.of("diffbot.url", sandbox.baseUrl(), "diffbot.token", sandbox.token(), "example.folder",
                        writeUrls(sandbox))));
    }

    private static String writeUrls(DiffbotSandbox sandbox) {
        try {
            Path folder = Files.createTempDirectory("spring-boot-example");
            Files.writeString(folder.resolve("urls.txt"),
                    sandbox.demoPages().stream().map(Object::toString).collect(Collectors.joining("\n")));
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
