/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No exchange waits for the group of an aggregator. The group waits for a copy of it that a pattern behind the
 * aggregator creates, although the copy has all properties of the group.
 */
@DisplayName("No exchange waits for the group of an aggregator")
@FaultCase("L5")
class ResultsInAggregatesTest extends ResultsTestSupport {

    private static final AggregationStrategy LATEST = new UseLatestAggregationStrategy();

    private final BlockingQueue<Object> readings = new LinkedBlockingQueue<>();

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bring").toD("${header.uri}");
                from("seda:bring").toD("${header.uri}");
                group("recipientList").recipientList(simple("${header.uri}")).end().process(reader());
                group("circuitBreaker").circuitBreaker().toD("${header.uri}").end().process(reader());
                group("sedaReply").to(ExchangePattern.InOut, "seda:bring").process(reader());
                group("multicast").multicast().to("direct:bring").end().process(reader());
                group("split").split(constant(List.of(1)), LATEST).toD("${header.uri}").end().process(reader());
                group("enrich").enrich("direct:bring").process(reader());
                from("direct:unreadInBranch").recipientList(constant("direct:unread"));
                group("unread").toD("${header.uri}").process(exchange -> readings.add("not read"));
            }

            private ProcessorDefinition<?> group(String name) {
                return from("direct:" + name).aggregate(constant(1), LATEST).completionSize(1);
            }
        };
    }

    private Processor reader() {
        return exchange -> {
            try {
                ResultsTestSupport.read(exchange);
                readings.add(exchange.getProperty("read"));
            } catch (IllegalStateException e) {
                readings.add(e);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { "recipientList", "circuitBreaker", "sedaReply", "multicast", "split", "enrich" })
    @DisplayName("Results of a pattern in a group can be read behind it")
    void read(String pattern) throws Exception {
        assertThat(reading(pattern, ExchangePattern.InOnly, "good")).isEqualTo(3L);
        assertThat(reading(pattern, ExchangePattern.InOut, "good")).isEqualTo(3L);
        assertNothingIsOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = { "unread", "unreadInBranch" })
    @DisplayName("Unread results are closed with the group")
    void closed(String route) throws Exception {
        assertThat(reading(route, ExchangePattern.InOut, "endless")).isEqualTo("not read");
        assertNothingIsOpen();
    }

    private Object reading(String route, ExchangePattern pattern, String job) throws Exception {
        template.asyncSend("direct:" + route, exchange -> {
            exchange.setPattern(pattern);
            exchange.getMessage().setHeader("uri", "diffbot:bulk/" + job + "?operation=data");
        }).get(30, TimeUnit.SECONDS);
        return readings.poll(30, TimeUnit.SECONDS);
    }
}
