/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConsumer;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.SedaStops;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Route;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.apache.camel.builder.Builder.bodyAs;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes from consumers of a Diffbot whose jobs the test sets.
 */
@ExtendWith(QuickAwait.class)
abstract class EventTestSupport extends CamelTestSupport {

    static final String FAST = "&startFrom=earliest&delay=20&initialDelay=0";

    /** The patterns that lead to the route that reads the results of an event. */
    static final Map<String, Consumer<RouteDefinition>> STEPS = new TreeMap<>();

    static {
        STEPS.put("direct", route -> route.to("direct:read"));
        STEPS.put("split with an aggregation", route -> route
                .split(bodyAs(Object.class), AggregationStrategies.useOriginal()).streaming().to("direct:handle").end());
        STEPS.put("parallel split",
                route -> route.split(bodyAs(Object.class)).streaming().parallelProcessing().to("direct:handle").end());
        STEPS.put("enrich", route -> route.enrich("direct:read"));
        STEPS.put("toD", route -> route.toD("direct:re${header.nothing}ad", 1));
        STEPS.put("routingSlip", route -> route.routingSlip(constant("direct:read")));
        STEPS.put("recipientList", route -> route.recipientList(constant("direct:read")));
        STEPS.put("multicast", route -> route.multicast().to("direct:read", "mock:other").end());
        STEPS.put("seda", route -> route.to("seda:read"));
        STEPS.put("seda InOut", route -> route.to(ExchangePattern.InOut, "seda:read"));
        STEPS.put("threads", route -> route.threads(1).to("direct:read"));
        STEPS.put("loop", route -> route.loop(2).to("mock:other").end().to("direct:read"));
        STEPS.put("doTry", route -> route.doTry().to("direct:read").doCatch(Exception.class).to("mock:caught").end());
        STEPS.put("filter that passes", route -> route.filter(constant(true)).to("direct:read").end());
    }

    final EventDiffbot diffbot = new EventDiffbot();

    /** The ids of the records that routes handled. */
    final List<String> handled = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = new TestContext();
        SedaStops.quick(camelContext);
        DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
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

    /** Ends the polls: Camel waits a second for a poll in progress when a context stops. */
    @AfterEach
    void endPolls() {
        endPolls(context);
    }

    static void endPolls(CamelContext of) {
        of.getRoutes().stream().map(Route::getConsumer).filter(DiffbotConsumer.class::isInstance)
                .map(DiffbotConsumer.class::cast).forEach(consumer -> {
                    consumer.suspend();
                    await().until(() -> !consumer.isPolling());
                });
    }

    /** Creates a consumer of all bulk jobs that deletes them. */
    static String deleting(String options) {
        return "diffbot:bulk?deleteAfterCompletion=true" + options + FAST;
    }

    static Stream<String> steps() {
        return STEPS.keySet().stream();
    }

    /** The routes that {@link #STEPS} call. */
    void addReadingRoutes() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                // errors belong to the calling route
                errorHandler(noErrorHandler());
                from("direct:read").split(body()).streaming().to("direct:handle");
                // a short poll, for the route waits for it when it stops
                from("seda:read").to("direct:read");
                from("direct:handle").process(EventTestSupport.this::handle);
            }
        });
    }

    /** Checks that the job exists after some more polls. */
    void isLeft(String job) {
        int before = diffbot.calls();
        if (context.getRoute("events") != null && context.getRouteController().getRouteStatus("events").isStarted()) {
            await().until(() -> diffbot.calls() > before + 5);
        }
        assertThat(diffbot.deleted()).isEqualTo(List.of());
        assertThat(diffbot.has(job)).isTrue();
    }

    /** The route with a consumer that deletes, with the given steps. */
    void consume(String options, Consumer<RouteDefinition> steps) throws Exception {
        addReadingRoutes();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from(deleting(options.contains("fetch=") ? options : "&fetch=data" + options)).routeId("events"));
            }
        });
    }

    void add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    void handle(Exchange exchange) {
        handled.add(exchange.getMessage().getBody(Map.class).get("id").toString());
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }
}
