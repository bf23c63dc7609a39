/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Checks each cell of the table "Results behind Camel's patterns" of the page Reliability.
 */
@DisplayName("The table \"Results behind Camel's patterns\" is true in each cell")
@FaultCase("L5")
class ResultsBehindPatternsTest extends ResultsTestSupport {

    private static final String HEADING = "## Results behind Camel's patterns";
    private static final long ALL = ResultServer.RECORDS;

    private static final List<String> STREAMS = List.of(
            "?operation=data", "?operation=data&format=csv", "?operation=data&format=jsonl", "?operation=data&groupSize=1",
            "?operation=urlReport", "?operation=search&query=x",
            "?operation=data&localWorkDirectory={{work}}");
    private static final List<String> RAW = List.of("?operation=data&raw=true");
    private static final List<String> FILES = List.of("?operation=data&raw=true&localWorkDirectory={{work}}");

    private PatternRoutes routes;

    @Override
    RouteBuilder routes() {
        routes = new PatternRoutes();
        return routes;
    }

    /** The rows of the table: the patterns of the first cell, and the other cells. */
    private static List<Row> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../docs/reliability.md"));
        int heading = lines.indexOf(HEADING);
        assertThat(heading).as("the section of the page").isPositive();
        return lines.subList(heading, lines.size()).stream().dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")).skip(2).map(Row::of).toList();
    }

    private record Row(List<String> patterns, String recordsBefore, String recordsWithin, String fileBefore,
            String fileWithin) {

        static Row of(String line) {
            String[] cells = line.split("\\|");
            List<String> patterns = Stream.of(cells[1].split(", "))
                    .map(each -> each.strip().replace("`", "").replace(" an endpoint", "").replace("enrich of", "enrich of")
                            .replaceFirst(" (an aggregation strategy|one)$", ""))
                    .map(each -> switch (each) {
                        case "split with" -> "split";
                        case "enrich of" -> "enrich";
                        default -> each;
                    }).toList();
            return new Row(patterns, cells[2].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip());
        }
    }

    static Stream<Arguments> cells() throws IOException {
        List<Arguments> cells = new ArrayList<>();
        for (Row row : table()) {
            for (String pattern : row.patterns()) {
                STREAMS.forEach(kind -> cells.add(arguments(pattern, "before", row.recordsBefore(), kind)));
                FILES.forEach(kind -> cells.add(arguments(pattern, "before", row.fileBefore(), kind)));
                Stream.concat(STREAMS.stream(), RAW.stream())
                        .filter(kind -> !pattern.equals("pollEnrich") || !kind.contains("search"))
                        .forEach(kind -> cells.add(arguments(pattern, "within", row.recordsWithin(), kind)));
                FILES.forEach(kind -> cells.add(arguments(pattern, "within", row.fileWithin(), kind)));
            }
        }
        return cells.stream();
    }

    @Test
    @DisplayName("The table on the page has all patterns")
    void theTableHasAllPatterns() throws IOException {
        assertThat(table()).flatExtracting(Row::patterns).contains(
                "toD", "direct", "threads", "doTry", "transacted", "circuitBreaker", "loop", "recipientList", "multicast",
                "parallel multicast", "split", "split without", "enrich", "enrich of a route", "pollEnrich",
                "seda with a reply", "seda without a reply", "wireTap", "aggregate");
    }

    @ParameterizedTest(name = "{0}, {1}: {2} ({3})")
    @MethodSource("cells")
    @DisplayName("Each cell of the page's table is true, and nothing is open afterwards")
    void cell(String pattern, String when, String says, String kind) throws Exception {
        for (ExchangePattern mep : List.of(ExchangePattern.InOnly, ExchangePattern.InOut)) {
            check(pattern, when, says, kind, mep);
            assertNothingIsOpen();
        }
    }

    private void check(String pattern, String when, String says, String kind, ExchangePattern mep) throws Exception {
        switch (says) {
            case "read in it" -> reads((when.equals("before") ? "before-" : "in-") + pattern, kind, 1, mep);
            case "read in it, also once the route has ended" -> readsLate(pattern, kind, mep);
            case "stay with the route", "stays with the route" -> reads("before-" + pattern, kind, 1, mep);
            case "read in it or behind it" -> {
                reads("in-" + pattern, kind, pattern.equals("loop") ? 2 : 1, mep);
                reads("behind-" + pattern, kind, 1, mep);
            }
            case "read behind it" -> reads("behind-" + pattern, kind, 1, mep);
            case "each branch reads it", "each part reads it", "each pass reads it", "both read it" -> reads(
                    "before-" + pattern, kind, 2, mep);
            case "one pass reads them, the next gets an error", "one branch reads them, others get an error",
                    "one part reads them, others get an error", "one of the two reads them" ->
                oneReads(pattern, kind, mep);
            case "an error once the route has ended" -> errs(pattern, kind, mep);
            default -> throw new AssertionError("The page says something that this test does not know: " + says);
        }
    }

    private void reads(String route, String kind, int times, ExchangePattern mep) throws Exception {
        send(route, kind, mep);
        assertThat(readings(times)).hasSize(times).allMatch(Predicate.isEqual(ALL));
    }

    private void readsLate(String pattern, String kind, ExchangePattern mep) throws Exception {
        reads("before-" + pattern, kind, 1, mep);
        CountDownLatch gate = routes.close();
        send("before-" + pattern, kind, mep);
        gate.countDown();
        assertThat(readings(1)).containsExactly(ALL);
    }

    private void errs(String pattern, String kind, ExchangePattern mep) throws Exception {
        CountDownLatch gate = routes.close();
        send("before-" + pattern, kind, mep);
        if (pattern.equals("aggregate")) {
            // completes the group, of which the first body is kept
            send("before-" + pattern, kind, mep);
        }
        gate.countDown();
        assertThat(readings(1)).singleElement().isInstanceOf(Exception.class);
    }

    private void oneReads(String pattern, String kind, ExchangePattern mep) throws Exception {
        send("before-" + pattern, kind, mep);
        List<Object> readings = readings(2);
        assertThat(readings).hasSize(2).allMatch(each -> each.equals(ALL) || each instanceof IllegalStateException);
        // of two concurrent readers both may get an error
        int least = pattern.startsWith("parallel") ? 0 : 1;
        assertThat(readings.stream().filter(Predicate.isEqual(ALL)).count()).isBetween((long) least, 1L);
    }

    // most consumers create InOnly, templates that wait for a reply and HTTP servers InOut
    private void send(String route, String kind, ExchangePattern mep) throws Exception {
        template.asyncSend("direct:" + route, exchange -> {
            exchange.setPattern(mep);
            exchange.getMessage().setHeader("uri", "diffbot:bulk/good" + kind);
            exchange.getMessage().setHeader("consumer", "diffbot:bulk/good" + kind.replace("operation", "fetch")
                                                        + "&startFrom=earliest&initialDelay=0&delay=2" + mep.ordinal());
        }).get(30, TimeUnit.SECONDS);
    }

    private List<Object> readings(int count) {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(10))
                .until(() -> routes.readings().size() >= count);
        List<Object> readings = new ArrayList<>(routes.readings());
        routes.readings().clear();
        return readings;
    }
}
