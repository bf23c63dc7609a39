/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Contexts whose component uses a sandbox. */
final class Diffbots {

    private Diffbots() {
    }

    /** Not started yet; without rate limit, retries and JMX, which only take time here. */
    static DefaultCamelContext context(String baseUrl, String token) {
        DefaultCamelContext context = new TestContext();
        context.disableJMX();
        DiffbotComponent component = TestComponents.of(baseUrl, token);
        component.setMaxRetries(0);
        context.addComponent("diffbot", component);
        context.getShutdownStrategy().setTimeout(5);
        return context;
    }
}
