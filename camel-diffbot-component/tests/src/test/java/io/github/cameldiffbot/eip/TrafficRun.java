/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Traffic of one kind through a node that is stopped in the middle of it and runs again, and what must hold then.
 */
final class TrafficRun implements AutoCloseable {

    /** What the messages do. */
    enum Kind {
        /** They read the data of jobs. */
        DATA,
        /** They wait for jobs that they submit. */
        RUN,
        /** They are the ends of jobs, from a consumer. */
        CONSUMER,
        /** They are the ends of jobs, from a webhook with a consumer behind it. */
        WEBHOOK;

        boolean isEvents() {
            return this == CONSUMER || this == WEBHOOK;
        }
    }

    /** What happens to the route or its context. */
    enum Interruption {
        STOP,
        /** A message does not end within the shutdown timeout. */
        FORCED_STOP,
        SUSPENSION,
        /** Another context takes over. */
        CONTEXT_STOP,
        FORCED_CONTEXT_STOP;

        boolean isForced() {
            return this == FORCED_STOP || this == FORCED_CONTEXT_STOP;
        }

        boolean isOfContext() {
            return this == CONTEXT_STOP || this == FORCED_CONTEXT_STOP;
        }
    }

    static final int RECORDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int MOST_MESSAGES = 40;
    private static final int PACE_MILLIS = 20;
    private static final int SHORT_MILLIS = 200;

    private final Kind kind;
    private final Interruption interruption;
    private final FakeDiffbot diffbot = new FakeDiffbot();
    private final LastingRepository handled = new LastingRepository();
    private final TrafficLedger ledger;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService senders = Executors.newFixedThreadPool(4);
    private final CountDownLatch quiet = new CountDownLatch(1);
    private final AtomicInteger offered = new AtomicInteger();
    private final Map<String, CompletableFuture<Exchange>> sent = new ConcurrentHashMap<>();
    private volatile TrafficNode node;

    TrafficRun(Kind kind, Interruption interruption) throws Exception {
        this.kind = kind;
        this.interruption = interruption;
        this.ledger = new TrafficLedger(interruption.isForced());
        diffbot.records(RECORDS);
        diffbot.onDelete(ledger::deleted);
    }

    private TrafficNode start() throws Exception {
        return new TrafficNode(kind, diffbot.baseUrl(), handled, ledger);
    }

    /** Returns what was violated. */
    List<String> run() throws Exception {
        node = start();
        Future<?> traffic = threads.submit(this::traffic);
        within("there is traffic", this::isBusy);
        interrupt();
        int before = offered.get();
        within("the traffic continues", () -> offered.get() >= Math.min(before + 5, MOST_MESSAGES));
        quiet.countDown();
        traffic.get();
        settle();
        node.close();
        node.problems().forEach(ledger::violate);
        return ledger.violations();
    }

    private boolean isBusy() {
        return switch (interruption) {
            case FORCED_STOP, FORCED_CONTEXT_STOP -> ledger.blocked() > 0;
            default -> offered.get() >= 8 && (kind == Kind.RUN ? node.pendingWaits() >= 3 : ledger.isReading());
        };
    }

    private void interrupt() throws Exception {
        switch (interruption) {
            case STOP -> {
                node.context().getRouteController().stopRoute("r", 30, TimeUnit.SECONDS);
                node.context().getRouteController().startRoute("r");
            }
            case FORCED_STOP -> {
                node.context().getRouteController().stopRoute("r", SHORT_MILLIS, TimeUnit.MILLISECONDS);
                ledger.unblock();
                node.context().getRouteController().startRoute("r");
            }
            case SUSPENSION -> {
                node.context().getRouteController().suspendRoute("r");
                node.context().getRouteController().resumeRoute("r");
            }
            case CONTEXT_STOP, FORCED_CONTEXT_STOP -> {
                TrafficNode old = node;
                if (interruption.isForced()) {
                    old.context().getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
                    old.context().getShutdownStrategy().setTimeout(SHORT_MILLIS);
                }
                old.close();
                ledger.unblock();
                old.problems().forEach(ledger::violate);
                node = start();
            }
        }
    }

    private void traffic() {
        try {
            do {
                offer("job" + offered.get());
            } while (!quiet.await(PACE_MILLIS, TimeUnit.MILLISECONDS) && offered.incrementAndGet() < MOST_MESSAGES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(String name) {
        if (kind != Kind.RUN) {
            diffbot.create(name);
            diffbot.end(name);
        } else if (diffbot.names().size() > 5) {
            diffbot.end(diffbot.names().get(0));
        }
        switch (kind) {
            case DATA, RUN -> send(name);
            case WEBHOOK -> threads.execute(() -> node.call(name));
            case CONSUMER -> {
                // it polls
            }
        }
    }

    private void send(String name) {
        CompletableFuture<Exchange> result = new CompletableFuture<>();
        sent.put(name, result);
        senders.execute(() -> {
            try {
                node.send(name).whenComplete((exchange, failure) -> result.complete(exchange));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= Math.min(offered.get(), MOST_MESSAGES - 1); i++) {
            names.add("job" + i);
        }
        return names;
    }

    private void settle() {
        if (kind.isEvents()) {
            within("all ends are delivered", () -> names().stream().allMatch(name -> ledger.done(name) > 0));
            names().stream().filter(name -> ledger.done(name) > 1).forEach(
                    name -> ledger.violate("the end of " + name + " was handled " + ledger.done(name) + " times"));
        } else {
            endAll("each exchange ends");
            if (kind == Kind.RUN && interruption != Interruption.SUSPENSION
                    && names().stream().noneMatch(name -> failure(name) instanceof DiffbotWaitStoppedException)) {
                ledger.violate("no wait was ended");
            }
            List<String> failed = names().stream().filter(name -> failure(name) != null).toList();
            failed.forEach(this::send);
            endAll("each exchange that was sent again ends");
            failed.stream().filter(name -> !succeeded(name)).forEach(name -> ledger.violate(name + " failed again"));
        }
        names().stream().filter(name -> submissions(name) > 1)
                .forEach(name -> ledger.violate(name + " was submitted " + submissions(name) + " times"));
    }

    private void endAll(String what) {
        within(what, () -> {
            diffbot.endAll();
            return sent.values().stream().allMatch(CompletableFuture::isDone);
        });
        sent.forEach((name, exchange) -> {
            if (failure(name) != null && !isAllowed(failure(name))) {
                ledger.violate(name + " failed with " + failure(name));
            }
        });
    }

    private boolean succeeded(String name) {
        return sent.get(name).isDone() && failure(name) == null;
    }

    /** Returns the error of an exchange; null when it has none, or has not ended. */
    private Throwable failure(String name) {
        CompletableFuture<Exchange> exchange = sent.get(name);
        return exchange.isDone()
                ? exchange.handle((ended, refused) -> ended == null ? refused : ended.getException()).join() : null;
    }

    /** Whether a message may end so: it was refused, its wait ended with the route, or the stop was forced. */
    private boolean isAllowed(Throwable failure) {
        return failure instanceof DirectConsumerNotAvailableException
                || failure instanceof DiffbotWaitStoppedException && interruption != Interruption.SUSPENSION
                || failure instanceof RejectedExecutionException && (interruption.isForced() || interruption.isOfContext())
                // Camel interrupts the threads of such a context
                || interruption == Interruption.FORCED_CONTEXT_STOP
                        && (failure instanceof InterruptedException || failure instanceof DiffbotException
                                || isRefused(failure));
    }

    // by the component, after its stop
    private static boolean isRefused(Throwable failure) {
        return failure instanceof IllegalStateException && failure.getMessage().startsWith("The component is stopped");
    }

    private long submissions(String name) {
        return diffbot.calls(call -> call.submits() && name.equals(call.name()));
    }

    private void within(String what, BooleanSupplier condition) {
        try {
            Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(PATIENCE)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            ledger.violate("not so: " + what);
        }
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        threads.shutdownNow();
        senders.shutdownNow();
        diffbot.close();
    }
}
