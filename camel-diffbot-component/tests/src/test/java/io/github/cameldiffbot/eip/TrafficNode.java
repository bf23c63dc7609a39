/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.WebhookServer;
import io.github.cameldiffbot.internal.event.EventRepository;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Camel context with the routes of a {@link TrafficRun}.
 */
final class TrafficNode {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String EVENTS
            = "fetch=data&deleteAfterCompletion=true&idempotentRepository=#handled";

    private final String threadName = "traffic " + NUMBERS.incrementAndGet() + " thread ";
    private final PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
    private final DefaultCamelContext context = new TestContext();
    private final TrafficLedger ledger;
    private final WebhookServer server;
    private final AsyncProducer producer;

    TrafficNode(TrafficRun.Kind kind, String baseUrl, IdempotentRepository handled, TrafficLedger ledger) throws Exception {
        this.ledger = ledger;
        context.getExecutorServiceManager().setThreadNamePattern(threadName + "#counter# #name#");
        context.getShutdownStrategy().setTimeout(30);
        connections.setMaxTotal(50);
        connections.setDefaultMaxPerRoute(50);
        context.getComponent("http", HttpComponent.class).setClientConnectionManager(connections);
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");
        component.getConfiguration().setBaseUrl(baseUrl);
        component.setMaxRequestsPerSecond(0);
        component.setMaxRetries(0);
        TestComponents.pollEvery(component, 20);
        context.getRegistry().bind("handled", handled);
        server = kind == TrafficRun.Kind.WEBHOOK ? WebhookServer.start(context) : null;
        context.addRoutes(routes(kind));
        context.start();
        producer = kind.isEvents() ? null : context.getEndpoint("direct:in?block=false").createAsyncProducer();
        if (producer != null) {
            context.addService(producer);
        }
    }

    private RouteBuilder routes(TrafficRun.Kind kind) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                switch (kind) {
                    case DATA -> work(from("direct:in").routeId("r").process(ledger::begin).to("diffbot:bulk?operation=data"));
                    case RUN -> work(from("direct:in").routeId("r").process(ledger::begin)
                            .to("diffbot:bulk?operation=run&onExisting=attach&fetch=data"));
                    case CONSUMER -> work(
                            from("diffbot:bulk?startFrom=earliest&delay=20&initialDelay=0&" + EVENTS).routeId("r")
                                    .process(ledger::begin));
                    case WEBHOOK -> {
                        work(from("webhook:diffbot:bulk?webhookComponentName=platform-http&webhookVerifyToken="
                                  + WebhookServer.SECRET + "&" + EVENTS)
                                .routeId("r").process(ledger::begin));
                        work(from("diffbot:bulk?startFrom=earliest&delay=400&initialDelay=400&" + EVENTS)
                                .process(ledger::begin));
                    }
                }
            }

            private void work(RouteDefinition route) {
                SplitDefinition split = route.split(body()).streaming();
                split.process(ledger::record).delay(1).syncDelayed();
                split.end().process(ledger::last);
            }
        };
    }

    CamelContext context() {
        return context;
    }

    /** Sends a message for a job. */
    CompletableFuture<Exchange> send(String job) {
        Endpoint endpoint = producer.getEndpoint();
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, job);
        exchange.getMessage().setBody("https://example.org/" + job);
        return producer.processAsync(exchange);
    }

    /** Calls the webhook, as Diffbot does when a job has ended. */
    void call(String job) {
        try {
            server.post("/diffbot/bulk/" + WebhookServer.SECRET, "{\"type\":\"bulk\",\"name\":\"" + job + "\"}");
        } catch (UncheckedIOException e) {
            // nothing listens: Diffbot does not call again
        }
    }

    int pendingWaits() {
        return (int) component().getPendingWaits();
    }

    private DiffbotComponent component() {
        return context.getComponent("diffbot", DiffbotComponent.class);
    }

    void close() {
        context.stop();
    }

    /** What is left that should have ended. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        problem(problems, "exchanges are in flight", () -> context.getInflightRepository().size() == 0);
        problem(problems, "events are claimed", () -> EventRepository.claimedEvents(context) == 0);
        problem(problems, "connections are leased", () -> connections.getTotalStats().getLeased() == 0);
        problem(problems, "threads run", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(threadName)));
        return problems;
    }

    private static void problem(List<String> problems, String what, BooleanSupplier absent) {
        try {
            Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(PATIENCE)
                    .until(absent::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            problems.add(what + " after the stop");
        }
    }
}
