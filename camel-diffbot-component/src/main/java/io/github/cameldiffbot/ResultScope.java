/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the results of one operation are kept open: as long as an exchange can use them.
 * <p>
 * The exchange that brought them may be a copy that a step such as multicast, recipientList, split, enrich, seda with a
 * reply or a circuit breaker works with. Its unit of work ends before its results are used. If it ends while its body
 * is results that were not read to their end, they are passed on to the exchange that waits for the copy:
 * <ul>
 * <li>Camel names the unit of work of that one for multicast and split.
 * <li>For the other steps its id is known, and {@link PassedResults} learns when it ends.
 * </ul>
 * Everything that is open is closed when the last one ends.
 */
final class ResultScope {

    private static final Logger LOG = LoggerFactory.getLogger(ResultScope.class);

    // an exchange that waits for its copy normally outlives it. Not so behind a queue, when the wait timed out
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_AFTER_QUEUE = Duration.ofMinutes(5);

    private final PassedResults passed;
    private final Synchronization own = new OwnEnd();
    private final Synchronization outer = new OuterEnd();
    // of the exchange that waits for this one; null when Camel names none
    private final UnitOfWork outerWork;
    private final List<Closeable> resources = new ArrayList<>(3);
    private final List<Consumer<Exchange>> completions = new ArrayList<>(1);
    // which has the results; null when that is not known
    private volatile Exchange exchange;
    private volatile Object body;
    private volatile LongSupplier progress = () -> 0;
    private volatile ReadOutcome outcome;
    private boolean onLoan;
    private boolean ownEnded;
    private boolean outerEnded;
    private boolean released;
    private boolean finished;

    private ResultScope(Exchange exchange, PassedResults passed) {
        this.exchange = exchange;
        this.passed = passed;
        UnitOfWork outside = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        this.outerWork = outside == exchange.getUnitOfWork() ? null : outside;
    }

    /**
     * Begins with the exchange that the results are for.
     */
    static ResultScope begin(Exchange exchange, PassedResults passed) {
        ResultScope scope = new ResultScope(exchange, passed);
        scope.register();
        return scope;
    }

    private void register() {
        String waiting = waiting(exchange);
        UnitOfWork work = exchange.getUnitOfWork();
        if (waiting != null && (work == null || work instanceof ResourceUnitOfWork)) {
            // enrich: this unit of work knows the exchange that the results are handed over to. If the aggregation
            // strategy fails nothing is handed over
            onLoan = true;
            if (work == null) {
                exchange.getExchangeExtension().setUnitOfWork(new ResourceUnitOfWork());
            }
            passed.await(waiting, this, null);
        }
        if (outerWork != null) {
            outerWork.addSynchronization(outer);
        }
        exchange.getExchangeExtension().addOnCompletion(own);
    }

    /**
     * The exchange that has the results, or null when that is not known.
     */
    Exchange exchange() {
        return exchange;
    }

    /**
     * Sets a header on the message of the exchange that has the results, if it is known.
     */
    void setHeader(String name, Object value) {
        Exchange current = exchange;
        if (current != null) {
            current.getMessage().setHeader(name, value);
        }
    }

    /**
     * Closes something at the end.
     */
    synchronized void closeAtEnd(Closeable resource) {
        resources.add(resource);
    }

    /**
     * Does something at the end.
     *
     * @param completion is given the exchange that ended last, or null when it is not known
     */
    synchronized void atEnd(Consumer<Exchange> completion) {
        completions.add(completion);
    }

    /**
     * Says what the results are as a message body, and how to see that they are read.
     */
    void bodyIs(Object results, LongSupplier readSoFar) {
        body = results;
        progress = readSoFar;
    }

    /**
     * Says what is known about the reading of the results.
     */
    void outcomeIs(ReadOutcome readOutcome) {
        outcome = readOutcome;
    }

    ReadOutcome outcome() {
        return outcome;
    }

    long progress() {
        return progress.getAsLong();
    }

    /**
     * Nothing more can be read: closes everything, which need not wait for the end.
     */
    void release() {
        Exchange current;
        synchronized (this) {
            if (finished || released) {
                return;
            }
            released = true;
            current = completions.isEmpty() ? exchange : null;
        }
        show(exchange);
        close();
        if (current != null) {
            // an exchange that reads again and again, as in a loop, must not keep all it has read
            UnitOfWork work = current.getUnitOfWork();
            if (work != null) {
                work.removeSynchronization(own);
            }
            if (outerWork != null) {
                outerWork.removeSynchronization(outer);
            }
            passed.forget(this);
        }
    }

    /**
     * An exchange that has the results ended.
     */
    void ended(Exchange done) {
        show(done);
        synchronized (this) {
            if (finished) {
                return;
            }
            onLoan = false;
            ownEnded = true;
            passed.forget(this);
            if (!released && isBodyOf(done) && !isDiscarded(done)) {
                if (isOuterAlive()) {
                    exchange = null;
                    return;
                }
                String waiting = waiting(done);
                if (waiting != null && isAwaited(done)) {
                    exchange = null;
                    passed.await(waiting, this, isFromQueue(done) ? LONGEST_AFTER_QUEUE : LONGEST);
                    return;
                }
            }
            finished = true;
        }
        finish(done);
    }

    private void show(Exchange current) {
        ReadOutcome known = outcome;
        if (known != null) {
            known.showIn(current);
        }
    }

    private void outerEnded(Exchange done) {
        show(done);
        synchronized (this) {
            outerEnded = true;
            if (finished || !ownEnded && !onLoan) {
                // handed over to an exchange that goes on
                return;
            }
            finished = true;
        }
        finish(done);
    }

    /**
     * Nobody has read the results for a long time, and the exchange that was to do so is not known to end.
     */
    void expire() {
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
        }
        LOG.warn("Results that were not read are closed: the exchange that they were passed on to is gone");
        finish(null);
    }

    private void finish(Exchange done) {
        close();
        List<Consumer<Exchange>> last;
        synchronized (this) {
            last = List.copyOf(completions);
            completions.clear();
            exchange = null;
            body = null;
        }
        passed.forget(this);
        last.forEach(completion -> completion.accept(done));
    }

    private void close() {
        List<Closeable> open;
        synchronized (this) {
            open = List.copyOf(resources);
            resources.clear();
        }
        for (Closeable resource : open) {
            try {
                resource.close();
            } catch (IOException e) {
                LOG.debug("Could not close a download; its connection is not used again", e);
            }
        }
    }

    private boolean isBodyOf(Exchange done) {
        Object last = done.getMessage().getBody();
        return last != null && (last == body || last instanceof JsonArrayStream json && json.results() == body);
    }

    private boolean isOuterAlive() {
        // a unit of work that ended has left its routes; one that is used again has lost its synchronizations
        return outerWork != null && !outerEnded && outerWork.routeStackLevel() > 0
                && outerWork.containsSynchronization(outer);
    }

    // a split without an aggregation strategy drops what its copies bring
    private static boolean isDiscarded(Exchange done) {
        Map<?, ?> strategies = done.getProperty(ExchangePropertyKey.AGGREGATION_STRATEGY, Map.class);
        return strategies != null && done.getProperty(ExchangePropertyKey.MULTICAST_INDEX) == null
                && strategies.values().stream()
                        .anyMatch(strategy -> strategy.getClass().getSimpleName().equals("UseOriginalAggregationStrategy"));
    }

    // null when it is no copy. An exchange that has taken over the properties of its copy says that it is its own one
    private static String waiting(Exchange copy) {
        String original = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        return copy.getExchangeId().equals(original) ? null : original;
    }

    // there are copies for which nobody waits: those of seda without a reply, and groups of an aggregator
    private static boolean isAwaited(Exchange copy) {
        if (copy.getProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY) != null && isGroup(copy)) {
            return false;
        }
        return ExchangeHelper.isOutCapable(copy) || copy.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT) != null
                || isInCircuitBreaker();
    }

    // copies of a group have its properties, too, but not the synchronization that an aggregator gives it
    private static boolean isGroup(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        AtomicBoolean found = new AtomicBoolean(work == null);
        if (work != null) {
            work.handoverSynchronization(exchange, each -> {
                found.compareAndSet(false, each.getClass().getName().contains(".AggregateProcessor$"));
                return false;
            });
        }
        return found.get();
    }

    // begun by a consumer, as that of seda, and not by a step of another route
    private static boolean isFromQueue(Exchange copy) {
        Route route = copy.getUnitOfWork() == null ? null : copy.getUnitOfWork().getRoute();
        return route != null && route.getRouteId().equals(copy.getFromRouteId());
    }

    private static boolean isInCircuitBreaker() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("CircuitBreakerTask")));
    }

    /**
     * The end of the exchange that brought the results, or was handed them.
     */
    private final class OwnEnd extends SynchronizationAdapter {

        @Override
        public int getOrder() {
            // before anything that takes the exchange for done
            return HIGHEST;
        }

        @Override
        public void beforeHandover(Exchange target) {
            synchronized (ResultScope.this) {
                exchange = target;
                if (onLoan) {
                    onLoan = false;
                    passed.forget(ResultScope.this);
                }
            }
        }

        @Override
        public void onDone(Exchange done) {
            ended(done);
        }
    }

    /**
     * The end of the exchange that waits for the one that brought the results.
     */
    private final class OuterEnd extends SynchronizationAdapter {

        @Override
        public int getOrder() {
            return HIGHEST;
        }

        @Override
        public void onDone(Exchange done) {
            outerEnded(done);
        }
    }
}
