/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The common part of the applications of these tests: their settings are system properties, they report their steps,
 * and they stop at the steps at which the test kills them.
 */
abstract class Application extends RouteBuilder {

    private final Set<String> haltAt = Set.of(System.getProperty("haltAt", "").split(","));

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

    /** Reports a step and, if the test kills the application here, stops. */
    void step(String name) {
        ChildJvm.say(name);
        if (haltAt.contains(name)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Killed too gently", e);
            }
        }
    }

    /** Records something that outlives the process. */
    static void note(String what) {
        note(setting("ledger"), what);
    }

    static void note(String file, String what) {
        try {
            Files.writeString(Path.of(file), what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
