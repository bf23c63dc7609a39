/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotMissingRecordsException;
import io.github.cameldiffbot.error.DiffbotNoDataException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Failed results never look like "no more results" to a later reader: not to a redelivery, not behind any pattern.
 */
@DisplayName("Failed results never look like the end of results to a later reader")
@FaultCase({ "L3", "L5" })
class ResultsRedeliveryTest extends ResultsTestSupport {

    private static final int REDELIVERIES = 2;

    /** The defects of results, and their exceptions. */
    private static final Map<String, Class<? extends Exception>> FAILURES = Map.ofEntries(
            Map.entry("cut?operation=data", DiffbotTruncatedDataException.class),
            Map.entry("cutAtOnce?operation=data", DiffbotTruncatedDataException.class),
            Map.entry("blank?operation=data", DiffbotTruncatedDataException.class),
            Map.entry("bad?operation=data", DiffbotBadRecordException.class),
            Map.entry("short?operation=data&failOnMissingRecords=true", DiffbotMissingRecordsException.class),
            Map.entry("empty?operation=data&failOnMissingRecords=true", DiffbotNoDataException.class),
            Map.entry("cut?operation=data&format=csv", DiffbotTruncatedDataException.class),
            Map.entry("short?operation=data&format=csv&failOnMissingRecords=true", DiffbotMissingRecordsException.class),
            Map.entry("cut?operation=urlReport", DiffbotTruncatedDataException.class),
            Map.entry("repeats?operation=search&query=x", DiffbotProtocolException.class),
            Map.entry("cut?operation=data&localWorkDirectory={{work}}", DiffbotTruncatedDataException.class),
            Map.entry("cut?operation=data&raw=true", DiffbotTruncatedDataException.class),
            Map.entry("cut?operation=data&raw=true&localWorkDirectory={{work}}", DiffbotTruncatedDataException.class));

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(REDELIVERIES).redeliveryDelay(0)
                        .retryAttemptedLogLevel(LoggingLevel.OFF).logExhausted(false));
                from("direct:dead").errorHandler(noErrorHandler()).to("mock:dead");
                readers();
                copies();
                blocks();
            }

            private void readers() {
                from("direct:split").toD("${header.uri}").split(body()).streaming().to("mock:record").end().to("mock:after");
                from("direct:splitList").toD("${header.uri}").split(body()).to("mock:record").end().to("mock:after");
                from("direct:splitParallel").toD("${header.uri}").split(body()).streaming().parallelProcessing()
                        .to("mock:record").end().to("mock:after");
                from("direct:splitStop").toD("${header.uri}").split(body()).streaming().stopOnException().to("mock:record")
                        .end().to("mock:after");
                from("direct:bean").toD("${header.uri}").process(ResultsTestSupport::read).to("mock:after");
                from("direct:text").toD("${header.uri}").convertBodyTo(String.class).to("mock:after");
                from("direct:array").toD("${header.uri}").to("file:" + directory.resolve("out") + "?fileName=a.json")
                        .to("mock:after");
                from("direct:transacted").transacted("transaction").toD("${header.uri}").split(body()).streaming()
                        .to("mock:record").end().to("mock:after");
                from("direct:threads").toD("${header.uri}").threads(2).process(ResultsTestSupport::read).to("mock:after");
                from("direct:loop").toD("${header.uri}").loop(2).process(ResultsTestSupport::read).end().to("mock:after");
            }

            private void copies() {
                from("direct:recipientList").toD("${header.uri}").recipientList(constant("direct:read")).stopOnException()
                        .to("mock:after");
                from("direct:multicast").toD("${header.uri}").multicast().stopOnException().to("direct:read").end()
                        .to("mock:after");
                from("direct:multicastParallel").toD("${header.uri}").multicast().parallelProcessing().stopOnException()
                        .to("direct:read", "mock:other").end().to("mock:after");
                from("direct:splitAggregation").split(constant(List.of(1)), new GroupedExchangeAggregationStrategy())
                        .stopOnException().toD("${header.uri}").to("direct:read").end().to("mock:after");
                from("direct:enrich").enrich().simple("${header.uri}").process(ResultsTestSupport::read).to("mock:after");
                from("direct:enrichRoute").enrich("direct:bringAndRead").to("mock:after");
                from("direct:wireTap").wireTap("direct:tap");
                from("direct:tap").toD("${header.uri}").process(ResultsTestSupport::read).to("mock:after");
                from("direct:seda").to(ExchangePattern.InOnly, "seda:read");
                from("seda:read").toD("${header.uri}").process(ResultsTestSupport::read).to("mock:after");
                from("direct:sedaReply").toD("${header.uri}").to(ExchangePattern.InOut, "seda:reply").to("mock:after");
                from("seda:reply").errorHandler(noErrorHandler()).to("direct:read");
                from("direct:read").errorHandler(noErrorHandler()).process(ResultsTestSupport::read);
                from("direct:bringAndRead").errorHandler(noErrorHandler()).toD("${header.uri}")
                        .process(ResultsTestSupport::read);
            }

            private void blocks() {
                // Camel's error handlers do not apply to a circuit breaker: they handle the step that calls its route
                from("direct:circuitBreaker").toD("${header.uri}").to("direct:breaker").to("mock:after");
                from("direct:breaker").errorHandler(noErrorHandler()).circuitBreaker().resilience4jConfiguration()
                        .slidingWindowSize(10_000).minimumNumberOfCalls(10_000).end().process(ResultsTestSupport::read).end();
                from("direct:doTry").doTry().toD("${header.uri}").process(ResultsTestSupport::read).to("mock:after")
                        .doCatch(Exception.class).process(ResultsRedeliveryTest::readAgain).to("mock:dead").end();
                from("direct:handled").onException(Exception.class).handled(true).maximumRedeliveries(REDELIVERIES)
                        .redeliveryDelay(0).to("mock:dead").end()
                        .toD("${header.uri}").process(ResultsTestSupport::read).to("mock:after");
                from("direct:continued").onException(Exception.class).continued(true).maximumRedeliveries(REDELIVERIES)
                        .redeliveryDelay(0).to("mock:dead").end()
                        .toD("${header.uri}").filter(body().isNotNull()).process(ResultsTestSupport::read)
                        .process(ResultsRedeliveryTest::assertUnread);
            }
        };
    }

    /** A step that handles the failure and continues to read gets it again. */
    private static void readAgain(Exchange exchange) {
        Exception first = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (exchange.getMessage().getBody() != null) {
            try {
                read(exchange);
            } catch (Exception e) {
                assertThat(e).isSameAs(first);
                return;
            }
            throw new IllegalStateException("The results that failed were read again");
        }
    }

    private static void assertUnread(Exchange exchange) {
        assertThat(exchange.getProperty("read")).isNull();
    }

    @AfterEach
    void nothingIsLeft() {
        assertNothingIsOpen();
    }

    static Stream<Arguments> everywhere() {
        List<Arguments> all = new ArrayList<>();
        for (String route : List.of("split", "splitList", "splitParallel", "splitStop", "bean", "text", "array", "transacted",
                "threads", "loop", "recipientList", "multicast", "multicastParallel", "splitAggregation", "enrich",
                "enrichRoute", "wireTap", "seda", "sedaReply", "circuitBreaker", "doTry", "handled", "continued")) {
            for (String failure : FAILURES.keySet()) {
                // raw results are one body
                if (!failure.contains("raw=true") || !route.startsWith("split") && !route.equals("transacted")) {
                    all.add(arguments(route, failure));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    @DisplayName("They fail again, and there is exactly one dead letter")
    void failAgain(String route, String failure) throws Exception {
        mock("dead").expectedMessageCount(1);

        Exchange exchange = send(route, "diffbot:bulk/" + failure);

        mock("dead").assertIsSatisfied();
        Exception letter = mock("dead").getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        assertThat(ObjectHelper.getException(FAILURES.get(failure), letter)).as("%s", letter).isNotNull();
        assertThat(received("after")).isZero();
        assertThat(exchange.getException()).isNull();
        assertThat(received("record")).isLessThanOrEqualTo(ResultServer.RECORDS);
    }
}
