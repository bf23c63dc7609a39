/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Routes from consumers of a Diffbot whose jobs the test sets.
 */
abstract class EventTestSupport extends CamelTestSupport {

    static final String FAST = "&startFrom=earliest&delay=20&initialDelay=0";

    final EventDiffbot diffbot = new EventDiffbot();

    /** Ids of the records that routes handled. */
    final List<String> handled = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");
        component.getConfiguration().setBaseUrl(diffbot.baseUrl());
        component.setMaxRequestsPerSecond(0);
        component.setMaxRetries(0);
        component.setRetryDelay(1);
        component.setPollInterval(20);
        camelContext.addComponent("diffbot", component);
        camelContext.getShutdownStrategy().setTimeout(5);
        return camelContext;
    }

    @Override
    protected void cleanupResources() throws Exception {
        super.cleanupResources();
        diffbot.close();
    }

    /** A consumer of all bulk jobs that deletes them. */
    static String deleting(String options) {
        return "diffbot:bulk?deleteAfterCompletion=true" + options + FAST;
    }

    void add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    void handle(Exchange exchange) {
        handled.add(exchange.getMessage().getBody(Map.class).get("id").toString());
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(10));
    }
}
