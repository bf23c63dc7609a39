/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import io.github.cameldiffbot.DiffbotTestSupport;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results are for one reader: another one gets an error, and the first one may call the iterator in any valid way.
 */
@DisplayName("Results are for one reader, and another one gets an error")
class ResultsReadOnceTest extends DiffbotTestSupport {

    private static final int RECORDS = 250;
    private static final String DATA = "diffbot:bulk/shop?operation=data";

    private final List<Integer> sizes = new ArrayList<>();

    @BeforeEach
    void stub() {
        onGet("/bulk/data?name=shop&format=json", json(IntStream.range(0, RECORDS)
                .mapToObj(i -> "{\"id\":" + i + "}").collect(Collectors.joining(",", "[", "]"))));
        onGet("/bulk/data?name=none&format=json", json("[]"));
    }

    private Exchange run(Processor... steps) throws Exception {
        return runOf("shop", steps);
    }

    private Exchange runOf(String job, Processor... steps) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0)
                        .retryAttemptedLogLevel(LoggingLevel.OFF).logExhausted(false));
                var route = from("direct:" + job).to("diffbot:bulk/" + job + "?operation=data");
                for (Processor step : steps) {
                    route = route.process(step);
                }
            }
        });
        return call("direct:" + job, null);
    }

    private static Iterator<?> body(Exchange exchange) {
        return exchange.getMessage().getBody(Iterator.class);
    }

    private void readAll(Exchange exchange) {
        int count = 0;
        for (Iterator<?> records = body(exchange); records.hasNext(); count++) {
            records.next();
        }
        sizes.add(count);
    }

    @Test
    @DisplayName("A step that read all and then failed does not receive an empty result when it is repeated")
    void aRepeatedStep() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Exchange exchange = run(message -> {
            readAll(message);
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("The commit failed");
            }
        });

        assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already read to their end");
        assertThat(sizes).containsExactly(RECORDS);
    }

    @Test
    @DisplayName("A second step that reads all records gets an error")
    void asecondStep() throws Exception {
        Exchange exchange = run(this::readAll, this::readAll);

        assertThat(exchange.getException()).hasMessageContaining("already read to their end").hasMessageContaining("List");
        assertThat(sizes).containsExactly(RECORDS);
    }

    @Test
    @DisplayName("A second step gets an error also if there were no records")
    void asecondStepWithoutRecords() throws Exception {
        assertThat(runOf("none", this::readAll, this::readAll).getException())
                .hasMessageContaining("already read to their end");
        assertThat(sizes).containsExactly(0);
    }

    @Test
    @DisplayName("A reader that fills groups calls again after the end, and receives the end again")
    void groups() throws Exception {
        Exchange exchange = run(message -> {
            Iterator<?> records = body(message);
            while (records.hasNext()) {
                int size = 0;
                while (size < 100 && records.hasNext()) {
                    records.next();
                    size++;
                }
                sizes.add(size);
            }
        });

        assertThat(exchange.getException()).isNull();
        assertThat(sizes).containsExactly(100, 100, 50);
    }

    @Test
    @DisplayName("Streams and forEachRemaining read all records")
    void streamsAndForEach() throws Exception {
        assertThat(run(message -> sizes.add((int) StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(body(message), Spliterator.ORDERED), false).count())).getException())
                .isNull();
        assertThat(runOf("none", message -> body(message).forEachRemaining(each -> sizes.add(1))).getException()).isNull();
        assertThat(sizes).containsExactly(RECORDS);
    }

    @Test
    @DisplayName("Groups of Camel's collate are a split like any other")
    void collate() throws Exception {
        MockEndpoint group = getMockEndpoint("mock:group");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:collate").to(DATA).split(simple("${collate(100)}")).streaming().to("mock:group");
            }
        });

        Exchange exchange = call("direct:collate", null);

        assertThat(exchange.getException()).isNull();
        assertThat(group.getExchanges()).extracting(it -> it.getMessage().getBody(List.class).size())
                .containsExactly(100, 100, 50);
        assertThat(ReadOutcome.of(exchange).isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "split", "list", "parallel", "after", "bean" })
    @DisplayName("A split after another reader is an error, not a split of nothing")
    void aSecondSplit(String kind) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").to(DATA).split(body()).streaming().to("mock:first").end()
                        .split(body()).streaming().to("mock:second").end();
                from("direct:list").to(DATA).split(body()).to("mock:first").end().split(body()).to("mock:second").end();
                from("direct:parallel").to(DATA).split(body()).streaming().parallelProcessing().to("mock:first").end()
                        .split(body()).streaming().parallelProcessing().to("mock:second").end();
                from("direct:after").to(DATA).doTry().split(body()).streaming().stopOnException()
                        .throwException(new IllegalStateException("stop")).end().endDoTry().doCatch(Exception.class).end()
                        .split(body()).streaming().to("mock:second").end();
                from("direct:bean").to(DATA).process(ResultsReadOnceTest.this::readAll).split(body()).streaming()
                        .to("mock:second").end();
            }
        });

        Exchange exchange = call("direct:" + kind, null);

        assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(kind.equals("after") ? "stopped early" : "already read to their end");
        assertThat(getMockEndpoint("mock:second").getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "strategy", "parallelStrategy", "list" })
    @DisplayName("A split whose aggregation strategy failed is not repeated with the rest")
    void aRepeatedSplit(String kind) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0)
                        .retryAttemptedLogLevel(LoggingLevel.OFF).logExhausted(false));
                from("direct:strategy").to(DATA).split(body(), this::aggregate).streaming().to("mock:first").end()
                        .to("mock:after");
                from("direct:parallelStrategy").to(DATA).split(body(), this::aggregate).streaming().parallelProcessing()
                        .to("mock:first").end().to("mock:after");
                from("direct:list").to(DATA).split(body(), this::aggregate).to("mock:first").end().to("mock:after");
            }

            private Exchange aggregate(Exchange before, Exchange now) {
                if (seen.incrementAndGet() == 3) {
                    throw new IllegalStateException("The strategy cannot");
                }
                return now;
            }
        });

        Exchange exchange = call("direct:" + kind, null);

        assertThat(exchange.getException()).isInstanceOf(IllegalStateException.class);
        assertThat(exchange.getException().getMessage()).containsAnyOf("stopped early", "already read");
        assertThat(getMockEndpoint("mock:after").getReceivedCounter()).isZero();
    }

    @Test
    @DisplayName("Two branches that read alternately both fail, before either takes its part for all")
    void alternatingReaders() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Semaphore[] turns = { new Semaphore(1), new Semaphore(0) };
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:turns").to(DATA).multicast().parallelProcessing().to("direct:0", "direct:1").end();
                from("direct:0").errorHandler(noErrorHandler()).process(message -> readInTurn(message, 0));
                from("direct:1").errorHandler(noErrorHandler()).process(message -> readInTurn(message, 1));
            }

            private void readInTurn(Exchange message, int turn) throws InterruptedException {
                Iterator<?> records = ResultsReadOnceTest.body(message);
                boolean more = true;
                while (more) {
                    assertThat(turns[turn].tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                    try {
                        more = records.hasNext();
                        if (more) {
                            records.next();
                        }
                    } catch (IllegalStateException e) {
                        failures.add(e);
                        more = false;
                    } finally {
                        turns[1 - turn].release();
                    }
                }
            }
        });

        call("direct:turns", null);

        assertThat(failures).hasSize(2).allSatisfy(e -> assertThat(e).hasMessageContaining("two readers"));
    }

    @Test
    @DisplayName("A step that failed after some records does not receive the rest when it is redelivered")
    void aStepRepeatedMidway() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Exchange exchange = run(message -> {
            if (calls.getAndIncrement() == 0) {
                body(message).next();
                throw new IllegalStateException("The commit failed");
            }
            readAll(message);
        });

        assertThat(exchange.getException()).hasMessageContaining("two readers");
        assertThat(ReadOutcome.of(exchange).isComplete()).isFalse();
        assertThat(sizes).isEmpty();
    }

    @Test
    @DisplayName("A step may check whether there are records, or take the first ones, and leave the rest to the next step")
    void handedOn() throws Exception {
        Exchange exchange = run(message -> assertThat(body(message)).hasNext(), message -> body(message).next(),
                this::readAll);

        assertThat(exchange.getException()).isNull();
        assertThat(sizes).containsExactly(RECORDS - 1);
    }
}
