/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What the applications of these tests have in common: their settings come as system properties, they say where they
 * are, and they stop for good at the step that the test wants to kill them at.
 */
abstract class Application extends RouteBuilder {

    private final String haltAt = System.getProperty("haltAt", "");

    static String setting(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("Setting " + name + " is missing");
        }
        return value;
    }

    void run() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setBaseUrl(setting("baseUrl"));
        component.getConfiguration().setToken(setting("token"));
        component.setMaxRequestsPerSecond(0);
        component.setPollInterval(100);
        component.setMaxPollInterval(100);
        context.addComponent("diffbot", component);
        prepare(context);
        context.addRoutes(this);
        context.start();
        ChildJvm.say("started");
        ChildJvm.listen();
    }

    void prepare(DefaultCamelContext context) throws Exception {
        // most have nothing else
    }

    /** Says that it is here and, if the test wants it killed here, goes no further. */
    void step(String name) {
        ChildJvm.say(name);
        if (haltAt.equals(name)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Killed too gently", e);
            }
        }
    }

    /** Notes something where it outlives the process. */
    static void note(String what) {
        try {
            Files.writeString(Path.of(setting("ledger")), what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
