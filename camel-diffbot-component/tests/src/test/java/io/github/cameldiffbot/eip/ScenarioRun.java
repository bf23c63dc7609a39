/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.eip.Scenario.Disturbance;
import io.github.cameldiffbot.eip.Scenario.Existing;
import io.github.cameldiffbot.eip.Scenario.Family;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs one scenario in a separate context and checks the result.
 */
final class ScenarioRun {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration LONGEST_UNDISTURBED = Duration.ofMillis(100);
    private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration MASTER_LIMIT = Duration.ofSeconds(2);

    private final int number = RUNS.incrementAndGet();
    private final Scenario scenario;
    private final ScenarioServer server;
    private final PauseMeter pauses;
    private final long began = System.nanoTime();
    private final List<String> states = new ArrayList<>();
    private final ScenarioDiffbot diffbot;
    private final ScenarioLedger ledger;
    private final ScenarioJudge judge;
    private final Path folder;
    private final SpringTransaction transaction = new SpringTransaction();
    private final IdempotentRepository handled = new LastingRepository();

    ScenarioRun(Scenario scenario, ScenarioServer server, PauseMeter pauses) throws Exception {
        this.scenario = scenario;
        this.server = server;
        this.pauses = pauses;
        this.diffbot = new ScenarioDiffbot("%032x".formatted(number), scenario.runMillis, scenario.records);
        this.ledger = new ScenarioLedger(scenario, diffbot);
        this.judge = new ScenarioJudge(scenario, diffbot, ledger);
        this.folder = Files.createTempDirectory("scenario");
    }

    /** Returns the violations; empty for none. */
    List<String> run() throws Exception {
        server.add(diffbot);
        scenario.faults.apply(diffbot);
        diffbot.onDelete(judge::deleted);
        ids().forEach(id -> {
            if (scenario.existing != Existing.NONE) {
                boolean ended = scenario.existing == Existing.FINISHED && scenario.family != Family.EVENTS;
                diffbot.existing(id, ended ? -1_000 : scenario.runMillis);
            }
        });
        try {
            live();
            judge.submissions(ids(), urls());
        } finally {
            server.remove(diffbot);
            removeFolder();
        }
        return ledger.violations();
    }

    private void removeFolder() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        }
        for (Path file : left) {
            ledger.violate("a file is left: " + file.getFileName());
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    ScenarioLedger ledger() {
        return ledger;
    }

    ScenarioDiffbot diffbot() {
        return diffbot;
    }

    /** The state of the context whenever something did not come in time. */
    List<String> states() {
        return states;
    }

    private void keepState(ScenarioContext context) {
        states.add("after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms, with pauses of the process of "
                   + pauses.sumSince(began).toMillis() + " ms, the longest of " + pauses.longestSince(began).toMillis()
                   + " ms; the last shutdown " + (isForced(context) ? "was forced" : "ended") + "\n  "
                   + ScenarioState.of(context, threadName()));
    }

    private static boolean isForced(ScenarioContext context) {
        return context.getShutdownStrategy().isTimeoutOccurred();
    }

    private List<String> ids() {
        return IntStream.range(0, scenario.messages).mapToObj(i -> "j" + i).toList();
    }

    private void live() throws Exception {
        try (ScenarioContext context = context()) {
            context.start();
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            if (scenario.family != Family.EVENTS) {
                for (String id : ids()) {
                    sent.add(context.createProducerTemplate().asyncSend("direct:start", exchange -> {
                        exchange.getMessage().setHeader(ScenarioLedger.ID, id);
                        exchange.getMessage().setBody(body());
                    }));
                }
            }
            disturb(context, sent);
            for (CompletableFuture<Exchange> exchange : sent) {
                end(context, exchange);
            }
            if (scenario.disturbance != Disturbance.STOP_CONTEXT) {
                settle(context);
            }
        }
        threads();
        if (scenario.disturbance == Disturbance.STOP_CONTEXT && scenario.family == Family.EVENTS) {
            // state of the first context is available to the next one
            try (ScenarioContext context = context()) {
                context.start();
                settle(context);
            }
            threads();
        }
    }

    private void end(ScenarioContext context, CompletableFuture<Exchange> exchange) throws Exception {
        boolean ended = within(context, exchange::isDone);
        if (!ended && !mayForget(context)) {
            late(context, "a message hangs");
        }
        if (ended && exchange.isCompletedExceptionally()) {
            ledger.note("could not be sent");
            if (!scenario.disturbed()) {
                ledger.violate("a message could not be sent");
            }
        }
    }

    /**
     * Returns whether Camel may lose an exchange: it drops work that waits for a thread when it shuts pools down, and
     * what reaches some steps after a forced shutdown.
     */
    private boolean mayForget(ScenarioContext context) {
        return scenario.hasQueues() && (scenario.disturbance == Disturbance.STOP_CONTEXT || isForced(context))
                || scenario.hasStepsThatThrow() && isForced(context);
    }

    /** Waits; after a timeout, starts what Camel has stopped permanently, and waits again. */
    private boolean within(ScenarioContext context, BooleanSupplier condition) throws Exception {
        if (until(FIRST_TIMEOUT, condition)) {
            return true;
        }
        repair(context);
        return until(mayForget(context) ? FIRST_TIMEOUT : TIMEOUT, condition);
    }

    /**
     * Acts like an operator at two limits of Camel: when a route does not stop or suspend in time, Camel stops its
     * consumer, and does not start it when the route resumes; and a consumer behind {@code master:} that was not
     * started within 5 seconds never starts.
     */
    private void repair(ScenarioContext context) throws Exception {
        if (isForced(context)) {
            for (Route route : context.getRoutes()) {
                if (ScenarioState.isWithoutConsumer(context, route)) {
                    context.getRouteController().stopRoute(route.getId(), 3, TimeUnit.SECONDS);
                    context.getRouteController().startRoute(route.getId());
                }
            }
        }
        if (scenario.hasMaster() && pauses.sumSince(began).compareTo(MASTER_LIMIT) > 0) {
            context.lead(false);
            context.lead(true);
        }
    }

    private ScenarioContext context() throws Exception {
        ScenarioContext context = new ScenarioContext(scenario, threadName());
        context.configure(diffbot, server, ledger);
        context.bind("name", exchange -> {
            ledger.name(exchange);
            if (exchange.getProperty(Exchange.LOOP_INDEX) != null && scenario.family == Family.RUN) {
                // the body is the result of the previous pass, which another exchange may be reading
                exchange.getMessage().setBody(body());
            }
        });
        context.getRegistry().bind("handled", handled);
        context.getRegistry().bind("transaction", transaction);
        context.addRoutes(new ScenarioRoutes(scenario, folder.toString()));
        return context;
    }

    private Object body() {
        List<String> urls = urls();
        return switch (scenario.body) {
            case TEXT -> String.join(" ", urls);
            case LIST -> urls;
            case ITERATOR -> urls.iterator();
            case STREAM -> new ByteArrayInputStream(String.join("\n", urls).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static List<String> urls() {
        return IntStream.range(0, 5).mapToObj(i -> "https://example.org/" + i).toList();
    }

    private void disturb(ScenarioContext context, List<CompletableFuture<Exchange>> sent) throws Exception {
        if (!scenario.disturbed()) {
            return;
        }
        Duration longest = LONGEST_UNDISTURBED.plusMillis(scenario.hasMaster() ? 1_000 : 0);
        until(longest, () -> diffbot.calls() >= scenario.disturbedAfter
                && (!scenario.hasMaster() || diffbot.calls() > 0 || sent.stream().anyMatch(CompletableFuture::isDone)));
        switch (scenario.disturbance) {
            case SUSPEND_ROUTE -> {
                context.getRouteController().suspendRoute("r0", 3, TimeUnit.SECONDS);
                context.getRouteController().resumeRoute("r0");
            }
            case SUSPEND_CONTEXT -> {
                context.suspend();
                context.resume();
            }
            case RESTART_ROUTE -> {
                context.getRouteController().stopRoute("r0", 3, TimeUnit.SECONDS);
                context.getRouteController().startRoute("r0");
            }
            case LEADERSHIP -> {
                context.lead(false);
                context.lead(true);
            }
            default -> context.stop();
        }
    }

    private void settle(ScenarioContext context) throws Exception {
        for (String id : ids()) {
            if (!within(context, () -> judge.isAccounted(id)) && !mayForget(context)) {
                late(context, "nothing came of " + id);
            }
        }
        if (scenario.family == Family.EVENTS || scenario.beside) {
            context.getRouteController().stopRoute(scenario.beside ? "beside" : "r0", 3, TimeUnit.SECONDS);
        }
        if (!within(context, () -> context.getInflightRepository().size() == 0) && !mayForget(context)) {
            late(context, "exchanges do not end: " + context.getInflightRepository().browse());
        }
        if (!until(TIMEOUT, () -> context.leasedConnections() == 0)) {
            late(context, "a connection is still leased");
        }
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        if (!until(TIMEOUT, () -> component.getPendingWaits() == 0)) {
            late(context, "an exchange still waits");
        }
        if (!within(context, () -> transaction.open() == 0) && !mayForget(context)) {
            late(context, transaction.open() + " transactions are open");
        }
        judge.settled(ids());
    }

    private void late(ScenarioContext context, String what) {
        ledger.violate(what);
        keepState(context);
    }

    private void threads() {
        if (!until(TIMEOUT, () -> alive(threadName()).isEmpty())) {
            ledger.violate("threads are left: " + alive(threadName()));
        }
    }

    private String threadName() {
        return "scenario " + number + " thread ";
    }

    private static List<String> alive(String name) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[group.activeCount() * 2 + 10];
        int count = group.enumerate(threads, true);
        return Arrays.stream(threads, 0, count).map(Thread::getName).filter(thread -> thread.contains(name)).toList();
    }

    private static boolean until(Duration limit, BooleanSupplier condition) {
        try {
            Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(limit)
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
