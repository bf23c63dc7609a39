/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Copies without a waiting exchange, those of wireTap and of seda without a reply, can read results after the exchange
 * with the results has ended.
 */
@DisplayName("Copies of wireTap and seda can read results after their exchange has ended")
@FaultCase("L5")
class ResultsOfLoneCopiesTest extends ResultsTestSupport {

    private final Queue<Object> readings = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tapped").process(ResultsOfLoneCopiesTest.this::readLate);
                from("direct:tappedBreaks").to("direct:tapped").process(failing("The tap cannot"));
                from("seda:late").process(ResultsOfLoneCopiesTest.this::readLate);
                from("seda:twice").to(ExchangePattern.InOnly, "seda:late");
                from("direct:tapAgain").wireTap("direct:tapped");
                from("direct:branch").to(ExchangePattern.InOnly, "seda:late");
                from("direct:bring").toD("${header.uri}");

                from("direct:tap").toD("${header.uri}").wireTap("direct:tapped");
                from("direct:tapDynamic").toD("${header.uri}").wireTap("direct:${header.next}");
                from("direct:tapToSeda").toD("${header.uri}").wireTap("seda:late");
                from("direct:tapOfTap").toD("${header.uri}").wireTap("direct:tapAgain");
                from("direct:tapBehindRecipientList").recipientList(simple("${header.uri}")).end().wireTap("direct:tapped");
                from("direct:tapBehindMulticast").multicast().to("direct:bring").end().wireTap("direct:tapped");
                from("direct:tapBehindEnrich").enrich().simple("${header.uri}").wireTap("direct:tapped");
                from("direct:tapInBranch").multicast().to("direct:bringAndTap").end().setBody(constant("other"));
                from("direct:bringAndTap").toD("${header.uri}").wireTap("direct:tapped");
                from("direct:tapOfOther").toD("${header.uri}").setProperty("results", body()).setBody(constant("other"))
                        .wireTap("direct:restored");
                from("direct:restored").setBody(exchangeProperty("results")).to("direct:tapped");
                from("direct:seda").toD("${header.uri}").to(ExchangePattern.InOnly, "seda:late");
                from("direct:sedaNever").toD("${header.uri}")
                        .to(ExchangePattern.InOut, "seda:late?waitForTaskToComplete=Never");
                from("direct:sedaTwice").toD("${header.uri}").to(ExchangePattern.InOnly, "seda:twice");
                from("direct:sedaInBranch").toD("${header.uri}").multicast().to("direct:branch").end();
                from("direct:sedaInRecipientList").toD("${header.uri}")
                        .recipientList(constant("seda:late?waitForTaskToComplete=Never")).end();
                from("direct:sedaBehindRecipientList").recipientList(simple("${header.uri}")).end()
                        .to(ExchangePattern.InOnly, "seda:late");

                from("direct:behindQueue").split(constant(List.of(1)), new UseLatestAggregationStrategy())
                        .to(ExchangePattern.InOnly, "seda:bring").end();
                from("seda:bring").toD("${header.uri}").to("direct:tapped");
                from("direct:enrichBehindQueue").split(constant(List.of(1)), new UseLatestAggregationStrategy())
                        .to(ExchangePattern.InOnly, "seda:enrich").end();
                from("seda:enrich").enrich().simple("${header.uri}")
                        .aggregationStrategy(ResultsOfLoneCopiesTest.this::aggregateLate)
                        .to("direct:tapped");

                from("direct:audit").toD("${header.uri}").wireTap("direct:idle").end().split(body()).streaming()
                        .to("mock:record").end();
                from("direct:idle").process(exchange -> assertThat(exchange.getMessage().getBody()).isNotNull());
                from("direct:breaksBehindTap").toD("${header.uri}").wireTap("direct:tapped").end()
                        .process(failing("The route cannot"));
                from("direct:tapThatBreaks").toD("${header.uri}").wireTap("direct:tappedBreaks");
            }
        };
    }

    private Exchange aggregateLate(Exchange before, Exchange results) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        before.getMessage().setBody(results.getMessage().getBody());
        return before;
    }

    private void readLate(Exchange exchange) throws Exception {
        gate.await();
        try {
            read(exchange);
            readings.add(exchange.getProperty("read"));
        } catch (Exception e) {
            readings.add(e);
        }
    }

    private Exchange sendAs(ExchangePattern mep, String route, String options) throws Exception {
        return template.asyncSend("direct:" + route, exchange -> {
            exchange.setPattern(mep);
            exchange.getMessage().setHeader("next", "tapped");
            exchange.getMessage().setHeader("uri", "diffbot:bulk/good?" + options);
        }).get(30, TimeUnit.SECONDS);
    }

    private Object reading() {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> !readings.isEmpty());
        return readings.poll();
    }

    static Stream<Arguments> everywhere() {
        List<Arguments> all = new ArrayList<>();
        for (String route : List.of("tap", "tapDynamic", "tapToSeda", "tapOfTap", "tapBehindRecipientList",
                "tapBehindMulticast", "tapBehindEnrich", "tapInBranch", "tapOfOther", "seda", "sedaNever", "sedaTwice",
                "sedaInBranch", "sedaInRecipientList", "sedaBehindRecipientList", "behindQueue",
                "enrichBehindQueue")) {
            for (String options : List.of("operation=data", "operation=data&raw=true",
                    "operation=data&raw=true&localWorkDirectory={{work}}")) {
                all.add(arguments(route, options));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    @DisplayName("They read all, and nothing is open afterwards")
    void readAll(String route, String options) throws Exception {
        for (ExchangePattern mep : List.of(ExchangePattern.InOnly, ExchangePattern.InOut)) {
            gate = new CountDownLatch(1);
            assertThat(sendAs(mep, route, options).getException()).isNull();
            gate.countDown();

            assertThat(reading()).isEqualTo((long) ResultServer.RECORDS);
            assertNothingIsOpen();
            assertNothingIsWatched();
        }
    }

    private void assertNothingIsWatched() {
        Awaitility.await().pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(
                context.getManagementStrategy().getEventNotifiers()).allMatch(notifier -> notifier.isDisabled()));
    }

    @Test
    @DisplayName("A tap that reads nothing leaves the records and their headers to the route")
    void anAuditTap() throws Exception {
        Exchange exchange = sendAs(ExchangePattern.InOnly, "audit", "operation=data");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelDiffbotRecordsReceived")).isEqualTo((long) ResultServer.RECORDS);
        assertThat(received("record")).isEqualTo(ResultServer.RECORDS);
        assertNothingIsOpen();
        assertNothingIsWatched();
    }

    @ParameterizedTest
    @ValueSource(strings = { "tap", "breaksBehindTap", "tapThatBreaks" })
    @DisplayName("The checkpoint of an incremental read is saved after all of them have succeeded")
    void positions(String route) throws Exception {
        MemoryStateRepository positions = new MemoryStateRepository();
        context.getRegistry().bind("positions-" + route, positions);
        gate = new CountDownLatch(1);
        sendAs(ExchangePattern.InOnly, route, "operation=data&incremental=true&stateRepository=#positions-" + route);
        assertThat(positions.getState("bulk/good")).isNull();
        gate.countDown();

        assertThat(reading()).isEqualTo((long) ResultServer.RECORDS);
        assertNothingIsWatched();
        if (route.equals("tap")) {
            Awaitility.await().until(() -> positions.getState("bulk/good") != null);
        } else {
            assertThat(positions.getState("bulk/good")).isNull();
        }
    }
}
