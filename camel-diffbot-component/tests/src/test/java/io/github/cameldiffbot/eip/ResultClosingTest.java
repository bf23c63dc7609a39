/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Unread results keep no connection and no file, in any pattern and after any end of it. The downloads have no end, and
 * there are few connections.
 */
@DisplayName("Unread results keep no connection and no file, behind any pattern")
@FaultCase("L5")
class ResultClosingTest extends ResultsTestSupport {

    // more than the connections
    private static final int MESSAGES = 6;

    private static final AggregationStrategy FAILING = (before, now) -> {
        throw new IllegalStateException("The strategy cannot");
    };

    private final Semaphore lateEnds = new Semaphore(0);

    private void noteItsEnd(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                lateEnds.release();
            }

            @Override
            public int getOrder() {
                return Ordered.LOWEST;
            }
        });
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .retryAttemptedLogLevel(LoggingLevel.OFF).logExhausted(false));
                from("direct:bring").errorHandler(noErrorHandler()).toD("${header.uri}");
                from("seda:bring").errorHandler(noErrorHandler()).toD("${header.uri}");
                from("seda:late").errorHandler(noErrorHandler()).process(ResultClosingTest.this::noteItsEnd).delay(40)
                        .toD("${header.uri}");
                unread();
                strategies();
                reading();
            }

            private void unread() {
                from("direct:unread").toD("${header.uri}");
                from("direct:recipientList").recipientList(simple("${header.uri}"));
                from("direct:multicast").multicast().to("direct:bring", "direct:bring").end();
                from("direct:multicastParallel").multicast().parallelProcessing().to("direct:bring", "direct:bring").end();
                from("direct:split").split(constant(List.of(1)), new UseLatestAggregationStrategy()).toD("${header.uri}").end();
                from("direct:splitMany").split(constant(IntStream.range(0, MESSAGES).boxed().toList())).toD("${header.uri}")
                        .process(ResultsTestSupport::readOne).end();
                from("direct:enrich").enrich().simple("${header.uri}");
                from("direct:enrichRoute").enrich("direct:bring");
                from("direct:sedaReply").to(ExchangePattern.InOut, "seda:bring");
                from("direct:seda").to(ExchangePattern.InOnly, "seda:bring");
                from("direct:sedaTimeout").doTry().to(ExchangePattern.InOut, "seda:late?timeout=20")
                        .doCatch(Exception.class).process(exchange -> lateEnds.acquire()).end();
                from("direct:wireTap").wireTap("direct:bring");
                from("direct:tapped").toD("${header.uri}").wireTap("direct:idle");
                from("direct:tappedToSeda").toD("${header.uri}").wireTap("seda:idle");
                from("direct:tappedBreaks").toD("${header.uri}").wireTap("direct:breaks");
                from("direct:sedaInBranch").toD("${header.uri}").multicast().to("direct:toIdle").end();
                from("direct:sedaNever").toD("${header.uri}").to(ExchangePattern.InOut,
                        "seda:idle?waitForTaskToComplete=Never");
                from("direct:toIdle").to(ExchangePattern.InOnly, "seda:idle");
                from("direct:idle").process(ResultsTestSupport::readOne);
                from("seda:idle").process(ResultsTestSupport::readOne);
                from("direct:breaks").errorHandler(noErrorHandler()).process(failing("The tap cannot"));
                from("direct:circuitBreaker").circuitBreaker().toD("${header.uri}").end();
                from("direct:loopOfBreakers").loop(2).circuitBreaker()
                        .split(constant(List.of(1)), new UseLatestAggregationStrategy()).toD("${header.uri}").end().end().end();
                from("direct:loopOfBreakersAndBranches").loop(2).circuitBreaker().multicast().to("direct:bring").end().end()
                        .multicast().to("direct:bring").end().end();
                from("direct:loopBehindBreakers").loop(2).circuitBreaker()
                        .split(constant(List.of(1)), new UseLatestAggregationStrategy()).setBody(constant("none")).end().end()
                        .to(ExchangePattern.InOut, "direct:sedaReply").end();
                from("direct:loop").loop(3).toD("${header.uri}").end();
                from("direct:aggregate").aggregate(constant(1), new UseLatestAggregationStrategy()).completionSize(1)
                        .toD("${header.uri}");
                from("direct:fails").toD("${header.uri}").process(failing("The step cannot"));
                from("direct:failsInBranch").multicast().stopOnException().to("direct:bringAndFail").end();
                from("direct:bringAndFail").to("direct:bring").process(failing("The step cannot"));
            }

            private void strategies() {
                from("direct:enrichFails").enrich().simple("${header.uri}").aggregationStrategy(FAILING);
                from("direct:enrichNull").enrich().simple("${header.uri}").aggregationStrategy((before, now) -> null);
                from("direct:enrichRouteFails").enrich("direct:bring", FAILING);
                from("direct:enrichInBranchFails").multicast().to("direct:enrichFails").end();
                from("direct:enrichBehindQueueBreaks").split(constant(List.of(1)), new UseLatestAggregationStrategy())
                        .to(ExchangePattern.InOnly, "seda:enrichFails").end();
                from("seda:enrichFails").to("direct:enrichFails");
                from("direct:recipientListFails").recipientList(simple("${header.uri}")).aggregationStrategy(FAILING);
                from("direct:multicastFails").multicast(FAILING).to("direct:bring").end();
                from("direct:splitFails").split(constant(List.of(1, 2)), FAILING).toD("${header.uri}").end();
            }

            private void reading() {
                from("direct:partly").toD("${header.uri}").process(ResultsTestSupport::readOne);
                from("direct:partlyBehind").recipientList(simple("${header.uri}")).end()
                        .process(ResultsTestSupport::readOne);
                from("direct:partlyFails").enrich().simple("${header.uri}").process(ResultsTestSupport::readOne)
                        .process(failing("The step cannot"));
                from("direct:stopped").enrich("direct:bring").split(body()).streaming().stopOnException()
                        .process(failing("The record cannot")).end();
                from("direct:splitStrategyFails").toD("${header.uri}").split(body(), FAILING).streaming().to("mock:none").end();
                from("direct:splitParallelFails").toD("${header.uri}").split(body()).streaming().parallelProcessing()
                        .stopOnException().process(failing("The record cannot")).end();
            }
        };
    }

    static Stream<Arguments> everywhere() {
        List<String> unread = List.of(
                "unread", "recipientList", "multicast", "multicastParallel", "split", "splitMany", "enrich", "enrichRoute",
                "sedaReply", "seda", "sedaTimeout", "wireTap", "tapped", "tappedToSeda", "tappedBreaks", "sedaInBranch",
                "sedaNever",
                "circuitBreaker", "loop", "loopOfBreakers", "loopOfBreakersAndBranches", "loopBehindBreakers", "aggregate",
                "fails",
                "failsInBranch", "enrichBehindQueueBreaks", "enrichFails", "enrichNull", "enrichRouteFails",
                "enrichInBranchFails",
                "recipientListFails", "multicastFails", "splitFails", "partly", "partlyBehind", "partlyFails");
        List<String> reading = List.of("stopped", "splitStrategyFails", "splitParallelFails");
        return Stream.of(
                unread.stream().map(route -> arguments(route, "endless?operation=data")),
                reading.stream().map(route -> arguments(route, "endless?operation=data")),
                unread.stream().map(route -> arguments(route, "endless?operation=data&raw=true")),
                unread.stream().map(route -> arguments(route, "good?operation=data&localWorkDirectory={{work}}")),
                unread.stream().map(route -> arguments(route, "good?operation=data&raw=true&localWorkDirectory={{work}}")))
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    @DisplayName("No connection and no file is left, more messages than connections pass")
    void nothingIsLeft(String route, String uri) throws Exception {
        int times = List.of("splitMany", "sedaTimeout").contains(route) ? 2 : MESSAGES;
        for (int i = 0; i < times; i++) {
            ExchangePattern pattern = i % 2 == 0 ? ExchangePattern.InOnly : ExchangePattern.InOut;
            Exchange exchange = template.asyncSend("direct:" + route, message -> {
                message.setPattern(pattern);
                message.getMessage().setHeader("uri", "diffbot:bulk/" + uri);
            }).get(30, TimeUnit.SECONDS);
            assertThat(exchange.isFailed()).as("%s", exchange.getException()).isEqualTo(isToFail(route));
        }
        assertNothingIsOpen();
    }

    private static boolean isToFail(String route) {
        return route.toLowerCase(Locale.ROOT).contains("fails") || route.equals("stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = { "enrich", "enrichRoute", "recipientList", "sedaReply", "circuitBreaker" })
    @DisplayName("Results that were passed on do not slow down others: nothing is tracked afterwards")
    void nothingIsWatched(String route) throws Exception {
        send(route, "diffbot:bulk/good?operation=data");
        Awaitility.await().untilAsserted(() -> assertThat(context.getManagementStrategy().getEventNotifiers())
                .allMatch(notifier -> notifier.isDisabled()));
    }

    @Test
    @DisplayName("A file that a step moved belongs to that step")
    void aMovedFileStays() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:moved").recipientList(simple("${header.uri}")).end().to("file:" + directory.resolve("moved"));
            }
        });
        send("moved", "diffbot:bulk/good?operation=data&raw=true&localWorkDirectory={{work}}");
        assertNothingIsOpen();
        Path moved = directory.resolve("moved").resolve("good.json");
        assertThat(Files.readString(moved)).contains("T2");
    }

    @Test
    @DisplayName("Results of a template's exchange end with it, with an error that explains it")
    void resultsOfATemplate() throws Exception {
        Exchange exchange = send("unread", "diffbot:bulk/endless?operation=data");
        Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed before all of them were read");
        assertNothingIsOpen();
    }
}
