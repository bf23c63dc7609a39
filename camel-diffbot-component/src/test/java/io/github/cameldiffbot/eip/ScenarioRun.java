/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.ComponentGrace;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.eip.Scenario.Disturbance;
import io.github.cameldiffbot.eip.Scenario.Existing;
import io.github.cameldiffbot.eip.Scenario.Family;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs one scenario in a context of its own and judges what came of it.
 */
final class ScenarioRun {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration LONGEST_UNDISTURBED = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int number = RUNS.incrementAndGet();
    private final Scenario scenario;
    private final ScenarioServer server;
    private final ScenarioDiffbot diffbot;
    private final ScenarioLedger ledger;
    private final ScenarioJudge judge;
    private final Path folder;
    private final SpringTransaction transaction = new SpringTransaction();
    private PoolingHttpClientConnectionManager connections;
    private LeaderSwitch cluster;
    private final IdempotentRepository handled = MemoryIdempotentRepository.memoryIdempotentRepository(1_000);

    ScenarioRun(Scenario scenario, ScenarioServer server) throws Exception {
        this.scenario = scenario;
        this.server = server;
        this.diffbot = new ScenarioDiffbot("%032x".formatted(number), scenario.runMillis, scenario.records);
        this.ledger = new ScenarioLedger(scenario, diffbot);
        this.judge = new ScenarioJudge(scenario, diffbot, ledger);
        this.folder = Files.createTempDirectory("scenario");
    }

    /** Returns what was violated, or nothing. */
    List<String> run() throws Exception {
        server.add(diffbot);
        scenario.faults.forEach(diffbot::suffer);
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
            try (Stream<Path> left = Files.list(folder)) {
                left.forEach(file -> ledger.violate("a file is left: " + file));
            }
            Files.deleteIfExists(folder);
        }
        return ledger.violations();
    }

    ScenarioLedger ledger() {
        return ledger;
    }

    ScenarioDiffbot diffbot() {
        return diffbot;
    }

    private List<String> ids() {
        return IntStream.range(0, scenario.messages).mapToObj(i -> "j" + i).toList();
    }

    private void live() throws Exception {
        try (DefaultCamelContext context = context()) {
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
                end(exchange);
            }
            if (scenario.disturbance != Disturbance.STOP_CONTEXT) {
                settle(context);
            }
        }
        threads();
        if (scenario.disturbance == Disturbance.STOP_CONTEXT && scenario.family == Family.EVENTS) {
            // what the first one had begun is there for the next
            try (DefaultCamelContext context = context()) {
                context.start();
                settle(context);
            }
            threads();
        }
    }

    private void end(CompletableFuture<Exchange> exchange) throws InterruptedException {
        try {
            exchange.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            ledger.note("could not be sent: " + e.getCause());
            if (!scenario.disturbed()) {
                ledger.violate("a message could not be sent: " + e.getCause());
            }
        } catch (TimeoutException e) {
            // Camel forgets what is still queued for a pool of threads when it is shut down
            if (scenario.disturbance != Disturbance.STOP_CONTEXT || !scenario.hasThreads()) {
                ledger.violate("a message hangs");
            }
        }
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext() {
            @Override
            protected ClassResolver createClassResolver() {
                return new ScenarioClassResolver(this);
            }
        };
        context.disableJMX();
        context.getExecutorServiceManager().setThreadNamePattern(threadName() + "#counter# #name#");
        context.getShutdownStrategy().setTimeout(3);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        connections = new PoolingHttpClientConnectionManager();
        connections.setMaxTotal(50);
        connections.setDefaultMaxPerRoute(50);
        context.getComponent("http", HttpComponent.class).setClientConnectionManager(connections);
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.getConfiguration().setToken(diffbot.token());
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.setMaxRequestsPerSecond(0);
        component.setMaxRetries(scenario.maxRetries);
        component.setRetryDelay(1);
        component.setMaxRetryDelay(5);
        component.setPollInterval(4);
        component.setMaxPollInterval(20);
        ComponentGrace.set(component, Duration.ofMillis(160));
        bind(context, "name", exchange -> {
            ledger.name(exchange);
            if (exchange.getProperty(Exchange.LOOP_INDEX) != null && scenario.family == Family.RUN) {
                // the body is the result of the pass before, which another exchange may be reading
                exchange.getMessage().setBody(body());
            }
        });
        bind(context, "continued", ledger::continued);
        bind(context, "record", ledger::record);
        bind(context, "group", ledger::group);
        bind(context, "iterate", ledger::iterate);
        bind(context, "beside", ledger::beside);
        bind(context, "poison", ledger::poison);
        bind(context, "done", ledger::done);
        bind(context, "caught", ledger::caught);
        bind(context, "dead", ledger::dead);
        context.getRegistry().bind("handled", handled);
        context.getRegistry().bind("transaction", transaction);
        if (scenario.hasMaster()) {
            cluster = new LeaderSwitch();
            cluster.lead(true);
            context.addService(cluster);
        }
        context.getManagementStrategy().addEventNotifier(ledger);
        context.addRoutes(new ScenarioRoutes(scenario, folder.toString()));
        return context;
    }

    private static void bind(DefaultCamelContext context, String name, Processor processor) {
        context.getRegistry().bind(name, Processor.class, processor);
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

    private void disturb(DefaultCamelContext context, List<CompletableFuture<Exchange>> sent) throws Exception {
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
                cluster.lead(false);
                cluster.lead(true);
            }
            default -> context.stop();
        }
    }

    private void settle(DefaultCamelContext context) throws Exception {
        for (String id : ids()) {
            if (!until(PATIENCE, () -> judge.isAccounted(id))) {
                ledger.violate("nothing came of " + id);
            }
        }
        if (scenario.family == Family.EVENTS || scenario.beside) {
            context.getRouteController().stopRoute(scenario.beside ? "beside" : "r0", 3, TimeUnit.SECONDS);
        }
        if (!until(PATIENCE, () -> context.getInflightRepository().size() == 0)) {
            ledger.violate("exchanges do not end: " + context.getInflightRepository().browse());
        }
        if (!until(PATIENCE, () -> connections.getTotalStats().getLeased() == 0)) {
            ledger.violate("a connection is still leased");
        }
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        if (!until(PATIENCE, () -> component.getPendingWaits() == 0)) {
            ledger.violate("an exchange still waits");
        }
        if (!until(PATIENCE, () -> transaction.open() == 0)) {
            ledger.violate(transaction.open() + " transactions are open");
        }
        judge.settled(ids());
    }

    private void threads() {
        if (!until(PATIENCE, () -> alive(threadName()).isEmpty())) {
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
