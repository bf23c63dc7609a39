/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;

/**
 * The component for the contestants: with its defaults, but without a limit of requests per second.
 */
final class Diffbot {

    private Diffbot() {
    }

    static DiffbotComponent configure(CamelContext context, String baseUrl) {
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.getConfiguration().setToken(Samples.TOKEN);
        component.getConfiguration().setBaseUrl(baseUrl);
        component.setMaxRequestsPerSecond(0);
        return component;
    }
}
