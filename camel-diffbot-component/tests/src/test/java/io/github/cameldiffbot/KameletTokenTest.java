/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A token in a property of a Kamelet is never shown, whatever characters it contains")
class KameletTokenTest {

    private static final String LOCATION = "token=RAW({{shop.token}})&baseUrl={{shop.url}}";

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final CapturedLogs CAPTURED = new CapturedLogs();

    @Test
    @DisplayName("No URI, log or header contains the token")
    void inNoUriLogOrHeader() throws Exception {
        List<String> seen = new ArrayList<>();
        CAPTURED.begin();
        // loggers of Camel's core that print resolved placeholders. The page of the component documents them
        Configurator.setLevel("org.apache.camel", Level.DEBUG);
        Configurator.setLevel("org.apache.camel.component.properties", Level.INFO);
        Configurator.setLevel("org.apache.camel.impl.engine", Level.INFO);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("shop.token", DIFFBOT.token());
            context.getPropertiesComponent().addInitialProperty("shop.url", DIFFBOT.baseUrl());
            context.addRoutes(routes());
            context.start();
            DIFFBOT.sandbox().generate("shop", 2, 100);
            MockEndpoint records = context.getEndpoint("mock:records", MockEndpoint.class);
            records.expectedMinimumMessageCount(2);
            records.setResultWaitTime(30_000);
            records.assertIsSatisfied();
            Exchange controlled = context.createFluentProducerTemplate().to("direct:in").withBody("").send();

            assertThat(controlled.getException()).isNull();
            Stream.concat(records.getExchanges().stream(), Stream.of(controlled)).forEach(exchange -> {
                seen.add(exchange.getMessage().getHeaders().toString());
                seen.add(exchange.getMessage().getBody(String.class));
                seen.add(exchange.getFromEndpoint().toString());
            });
            for (Endpoint endpoint : context.getEndpoints()) {
                seen.add(endpoint.toString());
            }
            for (Route route : context.getRoutes()) {
                seen.add(route.toString());
                seen.add(route.getEndpoint().toString());
            }
        } finally {
            CAPTURED.end();
        }

        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(CAPTURED.texts()).hasSizeGreaterThan(100);
        assertThat(Stream.concat(seen.stream(), CAPTURED.texts().stream())).filteredOn(text -> text.contains(DIFFBOT.token()))
                .isEmpty();
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:diffbot-record-source?" + LOCATION + "&delay=100&startFrom=earliest").to("mock:records");
                from("direct:in").to("kamelet:diffbot-job-control-action?" + LOCATION + "&jobName=shop");
            }
        };
    }
}
