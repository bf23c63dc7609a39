/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;

import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;

/** Components for tests. They have no rate limit, which only takes time. */
public final class TestComponents {

    private TestComponents() {
    }

    /** Creates a component that uses a server with the token of most tests. */
    public static DiffbotComponent of(String baseUrl) {
        return of(baseUrl, DiffbotTestSupport.TOKEN);
    }

    /** Creates a component that uses a sandbox. */
    public static DiffbotComponent of(DiffbotSandboxExtension sandbox) {
        return of(sandbox.baseUrl(), sandbox.token());
    }

    /** Creates a component that uses a server with a token. */
    public static DiffbotComponent of(String baseUrl, String token) {
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setToken(token);
        component.getConfiguration().setBaseUrl(baseUrl);
        component.setMaxRequestsPerSecond(0);
        return component;
    }

    /** Sets the time between polls, which then does not grow. */
    public static void pollEvery(DiffbotComponent component, long millis) {
        component.setPollInterval(millis);
        component.setMaxPollInterval(millis);
    }

    /** Sets the time for which a create without a response is searched for. */
    public static void setGrace(DiffbotComponent component, Duration grace) {
        component.setGrace(grace);
    }
}
