/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An application with Kamelets only: no token and no address on the component.
 */
@ExtendWith(QuickAwait.class)
abstract class KameletTestSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @AutoClose
    final DefaultCamelContext context = new TestContext();

    @BeforeEach
    void prepare() {
        context.getPropertiesComponent().addInitialProperty("diffbot.token", DIFFBOT.token());
        context.getPropertiesComponent().addInitialProperty("diffbot.url", DIFFBOT.baseUrl());
        context.getShutdownStrategy().setTimeout(5);
        // would only take time here
        context.getComponent("diffbot", DiffbotComponent.class).setPollInterval(50);
    }

    /** Returns the defaults of the component. */
    DiffbotConfiguration configuration() {
        return context.getComponent("diffbot", DiffbotComponent.class).getConfiguration();
    }

    /** Returns a Kamelet with the address of the sandbox and further properties. */
    static String kamelet(String name, String properties) {
        return "kamelet:" + name + "?token={{diffbot.token}}&baseUrl={{diffbot.url}}" + (properties.isEmpty() ? "" : "&")
               + properties;
    }

    /** Starts with messages from a Kamelet. */
    MockEndpoint startSource(String kamelet) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(kamelet).to("mock:out");
            }
        });
        context.start();
        return mock();
    }

    /** Starts with a Kamelet as a step of a route. */
    void startStep(String kamelet) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(kamelet).to("mock:out");
            }
        });
        context.start();
    }

    MockEndpoint mock() {
        return context.getEndpoint("mock:out", MockEndpoint.class);
    }

    Exchange send(Object body, Map<String, Object> headers) {
        Exchange exchange = context.createFluentProducerTemplate().to("direct:in").withBody(body).withHeaders(headers).send();
        if (exchange.getException() != null) {
            throw new AssertionError("The call failed", exchange.getException());
        }
        return exchange;
    }

    static JsonNode json(Exchange exchange) throws Exception {
        return new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
    }

    static String contentType(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    /** Returns addresses of pages of the demo site as a text. */
    static String urls(int count) {
        return sandbox().demoPages().stream().limit(count).map(Object::toString).collect(Collectors.joining(" "));
    }

    static List<Exchange> received(MockEndpoint mock, int count) throws InterruptedException {
        mock.expectedMinimumMessageCount(count);
        mock.assertIsSatisfied(Duration.ofSeconds(20).toMillis());
        return mock.getReceivedExchanges();
    }
}
