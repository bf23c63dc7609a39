/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks each cell of the table "run and await behind Camel's patterns" of the page Reliability. */
@DisplayName("The table \"run and await behind Camel's patterns\" is true in each cell")
@Timeout(120)
class RunBehindPatternsTest extends WaitTestSupport {

    private static final String HEADING = "## run and await behind Camel's patterns";
    private static final String RUN = "diffbot:bulk?operation=run&onExisting=attach";

    private final Map<String, Exchange> wentOn = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    /** A pattern of the table's first cell, and the other cells of its row. */
    private record Row(String pattern, String thread, String end, String stop) {

        static Stream<Row> of(String line) {
            String[] cells = line.split("\\|");
            return Stream.of(cells[1].replace("`", "").split(", "))
                    .map(pattern -> new Row(pattern.strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()));
        }

        String job() {
            return pattern.replace(' ', '-');
        }

        boolean isCopied() {
            return end.equals("the copy continues");
        }
    }

    private static List<Row> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../docs/reliability.md"));
        int heading = lines.indexOf(HEADING);
        assertThat(heading).as("the section of the page").isPositive();
        return lines.subList(heading, lines.size()).stream().dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")).skip(2).flatMap(Row::of).toList();
    }

    @Test
    @DisplayName("The table has a row for each route of this test, and no other content")
    void allPatterns() throws IOException {
        assertThat(table()).extracting(row -> "direct://" + row.pattern().replace(" ", "%20"))
                .containsExactlyInAnyOrderElementsOf(context.getEndpoints().stream().map(Endpoint::getEndpointBaseUri)
                        .filter(uri -> uri.startsWith("direct://") && !uri.endsWith("-inner")).toList());
        assertThat(table()).allSatisfy(row -> {
            assertThat(row.thread()).isIn("none", "the caller's", "the caller's, up to the `timeout` of seda");
            assertThat(row.end()).isIn("the exchange continues", "the copy continues");
            assertThat(row.stop()).isEqualTo((row.isCopied() ? "the copy ends with " : "") + "`DiffbotWaitStoppedException`");
        });
    }

    @Test
    @DisplayName("A run behind each pattern continues when its job ends, and is paid once")
    void end() throws Exception {
        Map<Row, CompletableFuture<Exchange>> sent = beginAll();

        diffbot.endAll();

        for (Row row : sent.keySet()) {
            Exchange exchange = done(sent.get(row));
            assertThat(exchange.getException()).as(row.pattern()).isNull();
            Awaitility.await(row.pattern()).until(() -> wentOn.containsKey(row.job()));
            Exchange last = wentOn.get(row.job());
            assertThat(last.getMessage().getBody()).as(row.pattern()).isInstanceOf(Job.class);
            assertThat(last.getExchangeId().equals(exchange.getExchangeId())).as(row.pattern()).isEqualTo(!row.isCopied());
        }
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isEqualTo(sent.size());
    }

    @Test
    @DisplayName("A run behind each pattern ends in time when the context stops; its job continues")
    void stop() throws Exception {
        Map<Row, CompletableFuture<Exchange>> sent = beginAll();

        assertThat(time(context::stop)).isLessThan(SOON);

        for (Row row : sent.keySet()) {
            Exchange exchange = done(sent.get(row));
            if (row.isCopied()) {
                assertThat(exchange.getException()).as(row.pattern()).isNull();
                Awaitility.await(row.pattern()).until(() -> failures.containsKey(row.job()));
                assertThat(failures.get(row.job())).isInstanceOf(DiffbotWaitStoppedException.class);
            } else {
                assertThat(exchange.getException()).as(row.pattern())
                        .hasStackTraceContaining(DiffbotWaitStoppedException.class.getName());
            }
            assertThat(diffbot.status(row.job())).as(row.pattern()).isEqualTo(7);
        }
    }

    /** Sends a message to each pattern, and waits until its job runs. */
    private Map<Row, CompletableFuture<Exchange>> beginAll() throws Exception {
        Map<Row, CompletableFuture<Exchange>> sent = new LinkedHashMap<>();
        for (Row row : table()) {
            sent.put(row, begin(row));
        }
        return sent;
    }

    private CompletableFuture<Exchange> begin(Row row) throws Exception {
        Endpoint endpoint = context.getEndpoint("direct:" + row.pattern());
        AsyncProcessor producer = endpoint.createAsyncProducer();
        context.addService(producer);
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        exchange.getMessage().setBody("http://example.org/1");
        exchange.getMessage().setHeader("CamelDiffbotJobName", row.job());
        exchange.setProperty("job", row.job());
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        int before = parked();
        Thread caller = new Thread(() -> producer.process(exchange, doneSync -> done.complete(exchange)));
        caller.start();
        Awaitility.await(row.pattern()).until(() -> parked() == before + 1);
        if (row.thread().equals("none")) {
            caller.join(30_000);
        }
        assertThat(caller.isAlive()).as("the caller's thread is held by " + row.pattern())
                .isEqualTo(!row.thread().equals("none"));
        return done;
    }

    private void proceed(Exchange exchange) {
        wentOn.put(exchange.getProperty("job", String.class), exchange);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotWaitStoppedException.class)
                        .onExceptionOccurred(exchange -> failures.put(exchange.getProperty("job", String.class),
                                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("direct:run-inner").to(RUN);
                sameExchange();
                branches();
                blocking();
            }

            private void sameExchange() {
                from("direct:to").to(RUN).process(RunBehindPatternsTest.this::proceed);
                from("direct:toD").toD(RUN, 1).process(RunBehindPatternsTest.this::proceed);
                from("direct:direct").to("direct:run-inner").process(RunBehindPatternsTest.this::proceed);
                from("direct:routingSlip").routingSlip(constant(RUN)).process(RunBehindPatternsTest.this::proceed);
                from("direct:dynamicRouter").dynamicRouter(method(Once.class)).process(RunBehindPatternsTest.this::proceed);
                from("direct:doTry").doTry().to(RUN).doFinally().to("mock:none").end()
                        .process(RunBehindPatternsTest.this::proceed);
                from("direct:loop").loop(1).to(RUN).end().process(RunBehindPatternsTest.this::proceed);
                from("direct:threads").threads(2).to(RUN).process(RunBehindPatternsTest.this::proceed);
            }

            private void branches() {
                from("direct:split").split(body(), (before, now) -> now).to(RUN).end()
                        .process(RunBehindPatternsTest.this::proceed);
                from("direct:multicast").multicast().to("direct:run-inner").end().process(RunBehindPatternsTest.this::proceed);
                from("direct:parallel multicast").multicast().parallelProcessing().to("direct:run-inner").end()
                        .process(RunBehindPatternsTest.this::proceed);
                from("direct:enrich").enrich(RUN).process(RunBehindPatternsTest.this::proceed);
                from("direct:recipientList").recipientList(constant(RUN)).process(RunBehindPatternsTest.this::proceed);
                from("direct:wireTap").wireTap("direct:tapped-inner");
                from("direct:tapped-inner").to(RUN).process(RunBehindPatternsTest.this::proceed);
            }

            private void blocking() {
                from("direct:transacted").transacted("transaction").to(RUN).process(RunBehindPatternsTest.this::proceed);
                from("direct:circuitBreaker").circuitBreaker().resilience4jConfiguration().timeoutEnabled(false).end()
                        .to(RUN).end().process(RunBehindPatternsTest::rethrow).process(RunBehindPatternsTest.this::proceed);
                from("direct:a bean with a ProducerTemplate").process(exchange -> exchange.getMessage().setBody(
                        template.requestBodyAndHeaders(RUN, exchange.getMessage().getBody(),
                                exchange.getMessage().getHeaders())))
                        .process(RunBehindPatternsTest.this::proceed);
                from("direct:seda with a reply").to(ExchangePattern.InOut, "seda:reply")
                        .process(RunBehindPatternsTest.this::proceed);
                from("seda:reply").to(RUN);
                from("direct:seda without a reply").to(ExchangePattern.InOnly, "seda:noReply");
                from("seda:noReply").to(RUN).process(RunBehindPatternsTest.this::proceed);
            }
        };
    }

    private static void rethrow(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null) {
            throw failure;
        }
    }

    /** Sends each exchange to its job, and then nowhere. */
    public static final class Once {

        public String route(Exchange exchange) {
            boolean sent = exchange.getProperty("sent", false, Boolean.class);
            exchange.setProperty("sent", true);
            return sent ? null : RUN;
        }
    }
}
