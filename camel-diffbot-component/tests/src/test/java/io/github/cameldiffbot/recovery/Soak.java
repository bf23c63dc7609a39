/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs for minutes, against a busy sandbox in another JVM, and checks that nothing grows here, and that an application
 * in a third JVM, killed each {@code soak.kill.minutes}, loses nothing. Run it with {@code mvn -Psoak test}, and
 * {@code -Dsoak.minutes=60} for longer than ten minutes.
 */
@DisplayName("Under faults and restarts the heap, threads and connections stay the same")
class Soak {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private final PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    /** Fixed in size, so that the data of the test itself does not look like a leak. */
    private final AtomicIntegerArray seen = new AtomicIntegerArray(100_000);
    private final AtomicIntegerArray ids = new AtomicIntegerArray(100_000);
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger failedRuns = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Sample> samples = new ArrayList<>();
    private String[] server;
    private ChildJvm application;
    private int kills;

    private record Sample(long seconds, long heap, int threads, int connections, int leased, int events, int runs) {

        @Override
        public String toString() {
            return String.format("%8d %10.1f %8d %12d %7d %8d %6d", seconds, heap / 1e6, threads, connections, leased,
                    events, runs);
        }
    }

    @Test
    @DisplayName("Under faults and restarts nothing grows and no event is lost")
    void nothingGrowsAndNothingIsLost() throws Exception {
        Files.createDirectory(folder.resolve("inbox"));
        try (ChildJvm sandbox = ChildJvm.start(SoakServer.class, folder, Map.of())) {
            server = sandbox.await("at").split(" ");
            application = startApplication();
            try (DefaultCamelContext context = context()) {
                soak(context, minutes("soak.minutes", "10"), minutes("soak.kill.minutes", "5"));
                check(context, sandbox);
            } finally {
                application.close();
            }
        }
    }

    private static Duration minutes(String property, String usual) {
        return Duration.ofMillis((long) (Double.parseDouble(System.getProperty(property, usual)) * 60_000));
    }

    private ChildJvm startApplication() {
        return ChildJvm.start(SoakApplication.class, folder, Map.of("baseUrl", server[0], "token", server[1],
                "ledger", folder.resolve("ledger.txt").toString()));
    }

    private void check(DefaultCamelContext context, ChildJvm sandbox) throws Exception {
        sandbox.send("stop");
        String done = sandbox.await("done");
        List<String> completed = Files.readAllLines(folder.resolve("completed.txt"));
        Awaitility.await().atMost(LIMIT).until(() -> seenOf(completed) >= completed.size());
        Awaitility.await().atMost(LIMIT).until(() -> context.getInflightRepository().size() == 0);
        System.out.println(done + "; " + completed.size() + " completions, " + events + " events after " + failures
                           + " failures of the route, " + runs + " runs, " + failedRuns + " of them failed");
        System.out.printf("heap slope after the warm-up: %.2f MB an hour%n", heapSlope() * 3600 / 1e6);
        boolean complete = awaitLedger();
        SoakLedger ledger = SoakLedger.read(folder);
        System.out.println(kills + " kills; " + ledger);

        assertThat(sandbox.said("trouble")).isEmpty();
        assertThat(completed).isNotEmpty().allSatisfy(name -> assertThat(seen.get(number(name))).as(name).isOne());
        assertThat(events).hasValue(completed.size());
        assertThat(failedRuns).hasValue(0);
        assertThat(complete).as("nothing is lost").isTrue();
        assertThat(ledger.repeatedEvents()).as("repeated events").isLessThanOrEqualTo(kills);
        assertThat(ledger.repeatedResults()).as("repeated results").isLessThanOrEqualTo(kills);
        assertThat(ledger.ambiguousEvents()).as("completions with two ids").isZero();
        assertThat(ledger.wronglyPaid()).as("jobs not paid once").isZero();
        assertFlat();
    }

    /** Waits until the killed application has recorded all, and returns whether it did. */
    private boolean awaitLedger() throws Exception {
        try {
            Awaitility.await().atMost(LIMIT).until(() -> SoakLedger.read(folder).isComplete());
        } catch (ConditionTimeoutException e) {
            System.out.println(e.getMessage());
        }
        return SoakLedger.read(folder).isComplete();
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setBaseUrl(server[0]);
        component.getConfiguration().setToken(server[1]);
        component.setMaxRequestsPerSecond(0);
        component.setRetryDelay(10);
        component.setMaxRetryDelay(100);
        component.setPollInterval(200);
        component.setMaxPollInterval(500);
        TestComponents.setGrace(component, Duration.ofSeconds(8));
        context.addComponent("diffbot", component);
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(pool);
        context.addComponent("http", http);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(20).redeliveryDelay(10));
                from("diffbot:crawl/soak-*?initialDelay=0&delay=200&fetch=data&startFrom=earliest").process(exchange -> {
                    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                    while (records.hasNext()) {
                        records.next();
                    }
                }).process(exchange -> failSometimes()).process(exchange -> {
                    count(exchange);
                });
                from("direct:run").to("diffbot:bulk?operation=run&onExisting=attach")
                        .to("diffbot:bulk?operation=delete");
            }
        });
        context.getGlobalOptions().put("page", server[2] + "notes/7");
        context.start();
        return context;
    }

    private void count(Exchange exchange) {
        String name = exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
        String id = exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class);
        events.incrementAndGet();
        int before = ids.getAndSet(number(name), id.hashCode());
        if (seen.incrementAndGet(number(name)) > 1) {
            System.out.println("repeated: " + id + ", " + (before == id.hashCode() ? "the same id" : "another id"));
        }
    }

    private void failSometimes() {
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            failures.incrementAndGet();
            throw new IllegalStateException("A fault of the route");
        }
    }

    private void soak(DefaultCamelContext context, Duration length, Duration killed) throws Exception {
        Endpoint in = context.getEndpoint("direct:run");
        AsyncProcessor run = in.createAsyncProducer();
        context.addService(run);
        System.out.println(" seconds    heap MB  threads  connections  leased   events   runs");
        Semaphore steps = new Semaphore(0);
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "steps")
                .scheduleAtFixedRate(steps::release, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
        Instant begun = Instant.now();
        Duration between = length.dividedBy(20);
        for (int i = 0; Duration.between(begun, Instant.now()).compareTo(length) < 0; i++) {
            Exchange exchange = in.createExchange();
            exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, "run-" + i);
            exchange.getMessage().setBody(context.getGlobalOption("page"));
            run.process(exchange, doneSync -> {
                runs.incrementAndGet();
                if (exchange.getException() != null) {
                    System.out.println(exchange.getException());
                    failedRuns.incrementAndGet();
                }
            });
            if (between.multipliedBy(samples.size()).compareTo(Duration.between(begun, Instant.now())) <= 0) {
                sample(Duration.between(begun, Instant.now()).toSeconds());
            }
            if (killed.multipliedBy(kills + 1L).compareTo(Duration.between(begun, Instant.now())) <= 0) {
                application.kill();
                kills++;
                application = startApplication();
            }
            steps.acquire();
        }
    }

    /** Returns the slope of the line through the samples of the last four fifths of the time, in bytes a second. */
    private double heapSlope() {
        List<Sample> late = samples.subList(samples.size() / 5, samples.size());
        double time = late.stream().mapToLong(Sample::seconds).average().orElseThrow();
        double heap = late.stream().mapToLong(Sample::heap).average().orElseThrow();
        double above = late.stream().mapToDouble(s -> (s.seconds() - time) * (s.heap() - heap)).sum();
        return above / late.stream().mapToDouble(s -> (s.seconds() - time) * (s.seconds() - time)).sum();
    }

    private void sample(long seconds) {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        Sample sample = new Sample(
                seconds, runtime.totalMemory() - runtime.freeMemory(), Thread.getAllStackTraces().size(),
                Contexts.connections(pool), pool.getTotalStats().getLeased(), events.get(), runs.get());
        samples.add(sample);
        System.out.println(sample);
    }

    /** Checks that the values in the second fifth of the time, after the warm-up, are about those in the last. */
    private void assertFlat() {
        int fifth = samples.size() / 5;
        List<Sample> early = samples.subList(fifth, 2 * fifth);
        List<Sample> late = samples.subList(samples.size() - fifth, samples.size());
        assertThat(late.stream().mapToLong(Sample::heap).min().orElseThrow()).as("heap")
                .isLessThan((long) (early.stream().mapToLong(Sample::heap).max().orElseThrow() * 1.1) + 2_000_000);
        assertThat(late.stream().mapToInt(Sample::threads).min().orElseThrow()).as("threads")
                .isLessThanOrEqualTo(early.stream().mapToInt(Sample::threads).max().orElseThrow());
        assertThat(late.stream().mapToInt(Sample::connections).min().orElseThrow()).as("connections")
                .isLessThanOrEqualTo(early.stream().mapToInt(Sample::connections).max().orElseThrow());
    }

    private long seenOf(List<String> completed) {
        return completed.stream().filter(name -> seen.get(number(name)) > 0).count();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }
}
