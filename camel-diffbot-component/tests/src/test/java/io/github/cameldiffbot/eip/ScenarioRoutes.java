/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.eip.Scenario.Family;
import io.github.cameldiffbot.eip.Scenario.Handler;
import io.github.cameldiffbot.eip.Scenario.Scope;
import io.github.cameldiffbot.eip.Scenario.Source;
import io.github.cameldiffbot.eip.Scenario.Wrap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Expression;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/**
 * The routes of a scenario: one for each EIP, each calling the next, with the step of Diffbot and the read of its
 * results among them.
 */
final class ScenarioRoutes extends RouteBuilder {

    private final Scenario scenario;
    private final String folder;
    private int routes;

    ScenarioRoutes(Scenario scenario, String folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    @Override
    public void configure() {
        from("direct:dead").routeId("dead").errorHandler(noErrorHandler()).process("dead");
        from("direct:other").routeId("other").errorHandler(noErrorHandler()).setBody(constant("other"));
        String in = "direct:start";
        for (Wrap wrap : scenario.before) {
            String next = "direct:b" + routes;
            wrap(route(in, false), wrap, next);
            in = next;
        }
        in = core(in);
        for (Wrap wrap : scenario.after) {
            String next = "direct:a" + routes;
            wrap(route(in, false), wrap, next);
            in = next;
        }
        read(in);
        if (scenario.beside) {
            from("diffbot:bulk/*?events=completion&startFrom=earliest&delay=5&initialDelay=0&fetch=data&deleteAfterCompletion=true")
                    .routeId("beside").errorHandler(noErrorHandler()).split(body()).streaming().process("beside").end();
        }
    }

    private RouteDefinition route(String in, boolean core) {
        RouteDefinition route = from(in).routeId("r" + routes);
        boolean first = routes++ == 0;
        boolean handles = scenario.scope == Scope.ALL || scenario.scope == Scope.FIRST && first
                || scenario.scope == Scope.CORE && core;
        if (!handles || scenario.handler == Handler.NONE) {
            return route.errorHandler(noErrorHandler());
        }
        int times = scenario.redeliveries;
        switch (scenario.handler) {
            case DEFAULT -> route.errorHandler(defaultErrorHandler().maximumRedeliveries(times).redeliveryDelay(1));
            case DEAD_LETTER -> route.errorHandler(
                    deadLetterChannel("direct:dead").maximumRedeliveries(times).redeliveryDelay(1));
            case HANDLED -> route.onException(Exception.class).maximumRedeliveries(times).redeliveryDelay(1).handled(true)
                    .to("direct:dead").end();
            default -> route.onException(Exception.class).maximumRedeliveries(times).redeliveryDelay(1).continued(true)
                    .process("continued").end();
        }
        return route;
    }

    private void wrap(RouteDefinition route, Wrap wrap, String next) {
        switch (wrap) {
            case DIRECT -> route.to(next);
            case SEDA -> seda(route, ExchangePattern.InOnly, next);
            case SEDA_IN_OUT -> seda(route, ExchangePattern.InOut, next);
            case THREADS -> route.threads(1, 2).to(next);
            case MULTICAST -> route.multicast().to(next, "direct:other").end();
            case MULTICAST_PARALLEL -> route.multicast().parallelProcessing().to("direct:other", next).end();
            case RECIPIENT_LIST -> route.recipientList(constant(next)).end();
            case ROUTING_SLIP -> route.routingSlip(constant(next)).end();
            case ENRICH -> route.enrich(next, ScenarioRoutes::newest);
            case WIRE_TAP -> route.wireTap(next).end();
            case LOOP -> route.loop(scenario.loops()).to(next).end();
            case DO_TRY -> route.doTry().to(next).doCatch(Exception.class).process("caught").end();
            case TO_D -> route.toD(next + "${header.none}", 1);
            case CIRCUIT_BREAKER -> breaker(route).to(next).end();
            case CIRCUIT_BREAKER_FALLBACK -> breaker(route).to(next).onFallback().process("caught").end();
            case TRANSACTED -> route.transacted("transaction").to(next);
            case AGGREGATE ->
                route.aggregate(header(ScenarioLedger.ID), ScenarioRoutes::newest).completionSize(1).to(next).end();
            case SPLIT_AGGREGATE -> route.split(whole(), ScenarioRoutes::newest).to(next).end();
            case MASTER -> {
                route.to(next + "m");
                route("master:ns:" + next + "m", false).to(next);
            }
            default -> throw new IllegalArgumentException(wrap.name());
        }
    }

    private CircuitBreakerDefinition breaker(RouteDefinition route) {
        CircuitBreakerDefinition breaker = route.circuitBreaker();
        breaker.resilience4jConfiguration().bulkheadEnabled(scenario.breakerLimits).timeoutEnabled(scenario.breakerLimits)
                .timeoutDuration(20_000).end();
        return breaker;
    }

    /** Splits the body into itself. */
    private static Expression whole() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return List.of(exchange.getMessage().getBody());
            }
        };
    }

    private void seda(RouteDefinition route, ExchangePattern pattern, String next) {
        String queue = "seda:q" + routes;
        route.to(pattern, queue + "?waitForTaskToComplete=" + (pattern == ExchangePattern.InOut ? "Always" : "Never"));
        route(queue + "?pollTimeout=20&concurrentConsumers=2", false).to(next);
    }

    private String core(String in) {
        String next = "direct:c" + routes;
        if (scenario.family == Family.EVENTS) {
            route((scenario.masterConsumer ? "master:ns:" : "") + consumer("*"), true).process("name").to(next);
            return next;
        }
        RouteDefinition route = route(in, true).process("name");
        if (scenario.family == Family.POLL_ENRICH) {
            route.pollEnrich().simple(consumer("${header." + ScenarioLedger.ID + "}")).timeout(pollMillis())
                    .aggregationStrategy(ScenarioRoutes::newest).cacheSize(scenario.cacheSize());
        } else {
            diffbot(route);
        }
        route.to(next);
        return next;
    }

    /** A long timeout if a message is expected on any machine, and a short one if none may come. */
    private int pollMillis() {
        return scenario.isCalm() && !scenario.mayBeEvicted() ? 20_000 : 1_000;
    }

    private void diffbot(RouteDefinition route) {
        String options = "?operation=" + (scenario.family == Family.READ
                ? "data" + (scenario.countsRecords() ? "&failOnMissingRecords=true" : "") + source()
                : scenario.operation + run());
        String uri = "diffbot:bulk" + options;
        route.setHeader("CamelDiffbotJobName", header(ScenarioLedger.ID));
        switch (scenario.via) {
            case TO -> route.to(uri);
            case TO_D -> route.toD("diffbot:bulk/${header." + ScenarioLedger.ID + "}" + options, 1);
            case RECIPIENT_LIST -> route.recipientList(constant(uri)).end();
            case ROUTING_SLIP -> route.routingSlip(constant(uri)).end();
            case ENRICH -> route.enrich(uri, ScenarioRoutes::newest);
            case MULTICAST -> route.multicast().to(uri).end();
            case MULTICAST_PARALLEL -> route.multicast().parallelProcessing().to(uri).end();
            case CIRCUIT_BREAKER -> breaker(route).to(uri).end();
            case TRANSACTED -> {
                // Camel moves the other steps of a route into the transaction, in another order
                route.to("direct:t");
                route("direct:t", true).transacted("transaction").to(uri);
            }
            case SPLIT_AGGREGATE -> route.split(whole(), ScenarioRoutes::newest).to(uri).end();
            default -> throw new IllegalArgumentException(scenario.via.name());
        }
    }

    private String run() {
        boolean waits = !"create".equals(scenario.operation);
        return ("await".equals(scenario.operation) ? "" : "&onExisting=" + scenario.onExisting)
               + (waits
                       ? "&timeout=" + (scenario.shortTimeout ? 8 : 20_000) + "&onTimeout=" + scenario.onTimeout + "&onStop="
                         + scenario.onStop
                       : "")
               + (scenario.fetchData ? "&fetch=data" + source() : "");
    }

    private String consumer(String name) {
        return "diffbot:bulk/" + name + "?events=completion&startFrom=earliest&delay=5&initialDelay=0"
               + (scenario.readsData() ? "&fetch=data" + source() : "")
               + (scenario.deleteAfterCompletion ? "&deleteAfterCompletion=true" : "")
               + (scenario.repository ? "&idempotentRepository=#handled" : "");
    }

    private String source() {
        return switch (scenario.source) {
            case RECORDS -> "";
            case CSV -> "&format=csv";
            case RAW -> "&raw=true";
            case FILE_RECORDS -> "&localWorkDirectory=" + folder;
            case FILE_RAW -> "&raw=true&localWorkDirectory=" + folder;
        };
    }

    private void read(String in) {
        RouteDefinition route = route(in, false);
        if (scenario.readsData()) {
            if (List.of(Source.RAW, Source.FILE_RAW).contains(scenario.source)) {
                route.process("iterate");
            } else {
                records(route);
            }
        }
        route.process("poison").process("done");
    }

    private void records(RouteDefinition route) {
        switch (scenario.reader) {
            case SPLIT -> route.split(body()).process("record").end();
            case SPLIT_STREAMING -> route.split(body()).streaming().process("record").end();
            case SPLIT_PARALLEL -> route.split(body()).streaming().parallelProcessing().process("record").end();
            case SPLIT_STOP -> route.split(body()).streaming().stopOnException().process("record").end();
            case SPLIT_AGGREGATE ->
                route.split(body()).streaming().aggregationStrategy(ScenarioRoutes::newest).process("record").end();
            case GROUPS -> route.split(body()).streaming()
                    .aggregate(exchangeProperty(ScenarioLedger.READ), ScenarioRoutes::grouped).completionSize(3)
                    .eagerCheckCompletion().completionPredicate(exchangeProperty(Exchange.SPLIT_COMPLETE))
                    .executorService(new SynchronousExecutorService()).process("group").end()
                    .end();
            default -> route.process("iterate");
        }
    }

    private static Exchange grouped(Exchange group, Exchange next) {
        List<Object> records = group == null ? new ArrayList<>() : new ArrayList<>((List<?>) group.getMessage().getBody());
        records.add(next.getMessage().getBody());
        Exchange grouped = group == null ? next : group;
        grouped.getMessage().setBody(records);
        return grouped;
    }

    /** Keeps the message and uses the newest body. */
    static Exchange newest(Exchange old, Exchange next) {
        if (old == null) {
            return next;
        }
        if (next == null) {
            old.getMessage().setHeader(ScenarioLedger.FAILED, true);
            return old;
        }
        old.getMessage().setBody(next.getMessage().getBody());
        return old;
    }
}
