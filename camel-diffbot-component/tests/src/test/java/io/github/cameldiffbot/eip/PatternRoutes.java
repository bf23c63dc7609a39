/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;

/**
 * Routes with each pattern of the page's table: "before" returns results before the pattern and reads them in it, "in"
 * does both in it, "behind" returns them in it and reads them behind it.
 */
final class PatternRoutes extends RouteBuilder {

    private static final String URI = "${header.uri}";

    private final Queue<Object> readings = new ConcurrentLinkedQueue<>();
    private final Processor reader = this::tryToRead;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Lets copies continue only after their routes have ended. */
    CountDownLatch close() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** The numbers of records read, and exceptions. */
    Queue<Object> readings() {
        return readings;
    }

    private void tryToRead(Exchange exchange) {
        try {
            ResultsTestSupport.read(exchange);
            readings.add(exchange.getProperty("read"));
        } catch (Exception e) {
            readings.add(e);
        }
    }

    @Override
    public void configure() {
        from("direct:read").process(reader);
        from("direct:bring").toD(URI);
        from("direct:bringAndRead").toD(URI).process(reader);
        sameExchange();
        branches();
        splits();
        enrichers();
        queues();
    }

    private ProcessorDefinition<?> before(String pattern) {
        return from("direct:before-" + pattern).toD(URI);
    }

    private ProcessorDefinition<?> in(String pattern) {
        return from("direct:in-" + pattern);
    }

    private ProcessorDefinition<?> behind(String pattern) {
        return from("direct:behind-" + pattern);
    }

    private void sameExchange() {
        before("toD").toD("direct:read");
        in("toD").toD(URI).process(reader);
        behind("toD").toD("direct:bring").process(reader);
        before("direct").to("direct:read");
        in("direct").to("direct:bringAndRead");
        behind("direct").to("direct:bring").process(reader);
        before("threads").threads(2).process(reader);
        in("threads").threads(2).toD(URI).process(reader);
        behind("threads").threads(2).toD(URI).threads(2).process(reader);
        before("doTry").doTry().process(reader).doFinally().to("mock:none").end();
        in("doTry").doTry().toD(URI).process(reader).doFinally().to("mock:none").end();
        behind("doTry").doTry().toD(URI).doFinally().to("mock:none").end().process(reader);
        from("direct:before-transacted").transacted("transaction").toD(URI).process(reader);
        from("direct:in-transacted").transacted("transaction").toD(URI).process(reader);
        from("direct:behind-transacted").transacted("transaction").to("direct:bring").process(reader);
        before("circuitBreaker").circuitBreaker().process(reader).end();
        in("circuitBreaker").circuitBreaker().toD(URI).process(reader).end();
        behind("circuitBreaker").circuitBreaker().toD(URI).end().process(reader);
        before("loop").loop(2).process(reader).end();
        in("loop").loop(2).toD(URI).process(reader).end();
        behind("loop").loop(2).toD(URI).end().process(reader);
    }

    private void branches() {
        before("recipientList").recipientList(constant("direct:read,direct:read"));
        in("recipientList").recipientList(constant("direct:bringAndRead"));
        behind("recipientList").recipientList(simple(URI)).process(reader);
        before("multicast").multicast().to("direct:read", "direct:read").end();
        in("multicast").multicast().to("direct:bringAndRead").end();
        behind("multicast").multicast().to("mock:none", "direct:bring").end().process(reader);
        before("parallel multicast").multicast().parallelProcessing().to("direct:read", "direct:read").end();
        in("parallel multicast").multicast().parallelProcessing().to("direct:bringAndRead").end();
        behind("parallel multicast").multicast(new Bringing()).parallelProcessing().to("direct:bring", "mock:none").end()
                .process(reader);
    }

    private void splits() {
        AggregationStrategy last = new UseLatestAggregationStrategy();
        before("split").setProperty("results", body()).split(constant(List.of(1, 2)), last)
                .setBody(exchangeProperty("results")).process(reader).end();
        in("split").split(constant(List.of(1)), last).toD(URI).process(reader).end();
        behind("split").split(constant(List.of(1)), last).toD(URI).end().process(reader);
        before("split without").setProperty("results", body()).split(constant(List.of(1, 2)))
                .setBody(exchangeProperty("results")).process(reader).end();
        in("split without").split(constant(List.of(1))).toD(URI).process(reader).end();
    }

    private void enrichers() {
        before("enrich").enrich("mock:none", (route, other) -> route).process(reader);
        behind("enrich").enrich().simple(URI).process(reader);
        before("enrich of a route").enrich("direct:read", (route, other) -> route).process(reader);
        in("enrich of a route").enrich("direct:bringAndRead");
        behind("enrich of a route").enrich("direct:bring").process(reader);
        before("pollEnrich").pollEnrich("seda:none", 1, (route, other) -> route).process(reader);
        behind("pollEnrich").pollEnrich().simple("${header.consumer}").timeout(30_000).process(reader);
    }

    private void queues() {
        before("seda with a reply").to(ExchangePattern.InOut, "seda:read");
        in("seda with a reply").to(ExchangePattern.InOut, "seda:bringAndRead");
        behind("seda with a reply").to(ExchangePattern.InOut, "seda:bring").process(reader);
        before("seda without a reply").to(ExchangePattern.InOnly, "seda:late");
        in("seda without a reply").to(ExchangePattern.InOnly, "seda:bringAndRead");
        from("seda:read").process(reader);
        from("seda:late").process(exchange -> gate.await()).process(reader);
        from("seda:bring").toD(URI);
        from("seda:bringAndRead").toD(URI).process(reader);
        before("wireTap").wireTap("direct:tapped").end();
        from("direct:tapped").process(exchange -> gate.await()).process(reader);
        in("wireTap").wireTap("direct:bringAndRead").end();
        before("aggregate").aggregate(constant(1), (first, now) -> first == null ? now : first).completionSize(2)
                .process(reader);
        in("aggregate").aggregate(constant(1), new UseLatestAggregationStrategy()).completionSize(1).toD(URI).process(reader);
    }

    /** Takes the branch with results. */
    private static final class Bringing implements AggregationStrategy {

        @Override
        public Exchange aggregate(Exchange before, Exchange now) {
            return before == null || before.getMessage().getBody() == null ? now : before;
        }
    }
}
