/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.debugger.DefaultBacklogDebugger;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BacklogDebugger;
import org.apache.camel.spi.BacklogTracer;
import org.apache.camel.spi.ExchangeFormatter;
import org.apache.camel.support.MessageHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.apache.camel.builder.Builder.body;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results as text: logs, tracers and debuggers of Camel get a description and consume nothing; everything else gets the
 * records, whatever the name of its class.
 */
@DisplayName("Logs, tracers and debuggers show a description of results and consume nothing")
class DisplayedResultsTest extends EventTestSupport {

    private static final Map<String, Consumer<RouteDefinition>> DISPLAYS = new TreeMap<>();

    static {
        DISPLAYS.put("log step", route -> route.log(LoggingLevel.INFO, "${body}").delay(1));
        DISPLAYS.put("log component", route -> route.to("log:records?showAll=true&showStreams=true"));
        DISPLAYS.put("formatter of the application", route -> route.to("log:records?exchangeFormatter=#text"));
        DISPLAYS.put("dump as XML", route -> route.process(each -> MessageHelper.dumpAsXml(each.getMessage())));
        DISPLAYS.put("dump as JSON", route -> route.process(each -> MessageHelper.dumpAsJSon(each.getMessage())));
        DISPLAYS.put("tracers and breakpoint", route -> route.delay(1));
    }

    /** A step of the application, which is unrelated to the tracer of Camel. */
    private static final class PriceTracer implements Processor {

        @Override
        public void process(Exchange exchange) {
            exchange.getMessage().setBody(exchange.getMessage().getBody(String.class));
        }
    }

    /** A service of the application that starts a route. */
    private static final class ShipmentDebugger {

        String text(ProducerTemplate template) {
            return template.requestBody("direct:text", null, String.class);
        }
    }

    static Stream<String> displays() {
        return DISPLAYS.keySet().stream();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.setTracing(true);
        camelContext.setBacklogTracing(true);
        BacklogDebugger debugger = DefaultBacklogDebugger.createDebugger(camelContext);
        camelContext.getCamelContextExtension().addContextPlugin(BacklogDebugger.class, debugger);
        camelContext.addService(debugger);
        return camelContext;
    }

    @BeforeEach
    void bindFormatter() {
        ExchangeFormatter text = exchange -> exchange.getMessage().getBody(String.class);
        context.getRegistry().bind("text", text);
        diffbot.ended("j1", 3);
    }

    private void route(String from, Consumer<RouteDefinition> steps) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from(from).to("diffbot:bulk/j1?operation=data"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("displays")
    @DisplayName("Logs, tracers and debuggers consume no records")
    void leavesRecords(String display) throws Exception {
        BacklogDebugger debugger = context.getCamelContextExtension().getContextPlugin(BacklogDebugger.class);
        debugger.enableDebugger();
        debugger.addConditionalBreakpoint("last", "simple", "${bodyAs(String)} == null");
        route("direct:in", route -> {
            DISPLAYS.get(display).accept(route);
            route.delay(1).id("last").split(body()).streaming().process(this::handle);
        });
        context.getCamelContextExtension().getContextPlugin(BacklogTracer.class).setTraceFilter("${bodyAs(String)} != null");

        assertThat(template.send("direct:in", each -> {
        }).getException()).isNull();
        assertThat(handled).hasSize(3);
    }

    @Test
    @DisplayName("A step or a caller with the name of a tracer or debugger gets the records")
    void givesTheRecordsToAnyName() throws Exception {
        route("direct:step", route -> route.process(new PriceTracer()));
        route("direct:text", route -> route.convertBodyTo(String.class));

        assertThat(template.requestBody("direct:step", null, String.class)).startsWith("[").contains("j1-2");
        assertThat(new ShipmentDebugger().text(template)).startsWith("[").contains("j1-2");
    }

    @Test
    @DisplayName("A step that converts a body by a helper of Camel gets the records")
    void givesTheRecordsToAHelper() throws Exception {
        route("direct:helper", route -> route
                .process(each -> each.getMessage().setBody(MessageHelper.extractBodyAsString(each.getMessage()))));

        assertThat(template.requestBody("direct:helper", null, String.class)).startsWith("[").contains("j1-2");
    }
}
