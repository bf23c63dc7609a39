/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.file.Path;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A context whose component downloads results without an end. Tests add their routes.
 */
@ExtendWith(QuickAwait.class)
abstract class EndlessTestSupport {

    @TempDir
    Path work;
    EndlessDiffbot diffbot;
    DefaultCamelContext context;

    /**
     * Prepares the context before it starts.
     */
    abstract void prepare(DiffbotComponent component) throws Exception;

    @BeforeEach
    void start() throws Exception {
        diffbot = new EndlessDiffbot();
        context = new TestContext();
        context.disableJMX();
        DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
        context.addComponent("diffbot", component);
        prepare(component);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        diffbot.close();
    }
}
