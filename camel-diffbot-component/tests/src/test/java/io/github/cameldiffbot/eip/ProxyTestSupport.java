/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.SedaStops;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Routes that use a sandbox through an {@link InterceptingProxy}. The clock of the sandbox stands still until a test
 * moves it.
 */
@Timeout(120)
@ExtendWith(QuickAwait.class)
abstract class ProxyTestSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().port(0).clock(ClockMode.VIRTUAL));

    InterceptingProxy proxy;
    CamelContext context;
    ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        proxy = new InterceptingProxy(DIFFBOT.baseUrl());
        context = new TestContext();
        SedaStops.quick(context);
        context.addComponent("diffbot", newComponent());
        context.start();
        template = context.createProducerTemplate();
    }

    /**
     * Returns another component with the same settings, which can be changed before its first use.
     */
    DiffbotComponent newComponent() {
        DiffbotComponent component = TestComponents.of(proxy.baseUrl(), DIFFBOT.token());
        component.setMaxRetries(2);
        component.setRetryDelay(2);
        TestComponents.pollEvery(component, 20);
        TestComponents.setGrace(component, Duration.ofMillis(250));
        return component;
    }

    @AfterEach
    void stop() throws Exception {
        sandbox().release();
        context.close();
        proxy.close();
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    static String page() {
        return sandbox().demoPages().get(0).toString();
    }

    void routes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    CompletableFuture<Exchange> sendLater(String uri, Object body, Map<String, Object> headers) {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        return sendLater(uri, body, headers).get(30, TimeUnit.SECONDS);
    }

    Exchange send(String uri, Object body) throws Exception {
        return send(uri, body, Map.of());
    }

    static Job job(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("The exchange failed", exchange.getException());
        }
        return exchange.getMessage().getBody(Job.class);
    }

    /**
     * Creates a finished job with a creation time in the past of the sandbox's clock.
     */
    static void oldJob(String name) {
        sandbox().generate(name, 3, 100);
        sandbox().clock().advance(Duration.ofMinutes(10));
    }
}
