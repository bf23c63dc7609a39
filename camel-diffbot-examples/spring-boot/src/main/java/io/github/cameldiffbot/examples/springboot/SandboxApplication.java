/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import org.springframework.boot.SpringApplication;

/**
 * Runs the application; without a token, on the sandbox.
 */
public final class SandboxApplication {

    private SandboxApplication() {
    }

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.addInitializers(new SandboxInitializer());
        application.run(args);
    }
}
