/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks exchanges to which results were handed over by id or by lease, and notifies the results when the exchange
 * ends. Without such exchanges Camel creates no events for it.
 */
public final class ExchangeEndTracker extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeEndTracker.class);

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final DroppedExchanges dropped = new DroppedExchanges();
    // closed when the component stops
    private final Set<ResultScope> open = ConcurrentHashMap.newKeySet();
    private final Map<ResultScope, Awaited> awaited = new ConcurrentHashMap<>();
    private final Map<String, Set<ResultScope>> awaitedById = new ConcurrentHashMap<>();
    private final Map<ResultLease, Progress> leases = new ConcurrentHashMap<>();
    // whether each has ended
    private final Map<UnitOfWork, Boolean> works = Collections.synchronizedMap(new WeakHashMap<>());
    private boolean installed;
    private @Nullable ScheduledExecutorService sweeper;
    private volatile boolean sweeping;

    public ExchangeEndTracker() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /**
     * Notifies results when an exchange ends.
     *
     * @param exchangeId the id of the exchange
     * @param longest    the time after which unread results are closed, because the exchange may have ended before;
     *                   null for no limit
     */
    void await(String exchangeId, ResultScope scope, @Nullable Duration longest) {
        forget(scope);
        awaited.put(scope, new Awaited(exchangeId, Progress.of(scope, longest)));
        awaitedById.compute(exchangeId, (id, scopes) -> {
            Set<ResultScope> all = scopes == null ? ConcurrentHashMap.newKeySet(1) : scopes;
            all.add(scope);
            return all;
        });
        install();
    }

    /**
     * Ends a lease when its exchange ends.
     *
     * @param longest the time after which an unused lease ends, because its exchange may never begin
     */
    void await(ResultLease lease, Duration longest) {
        leases.put(lease, Progress.of(lease.scope(), longest));
        install();
    }

    /**
     * Notes the end of a unit of work that has not ended yet. Camel does not say so: that of the copy of a circuit
     * breaker keeps its route, and accepts synchronizations that are never called. A loop gives the next iteration the
     * unit of work of the one before.
     */
    void watch(UnitOfWork work) {
        if (works.putIfAbsent(work, false) == null) {
            work.addSynchronization(new SynchronizationAdapter() {
                @Override
                public boolean allowHandover() {
                    return false;
                }

                @Override
                public void onDone(Exchange exchange) {
                    if (exchange instanceof PooledExchange) {
                        // its unit of work is used again
                        works.remove(work);
                    } else {
                        works.put(work, true);
                    }
                }
            });
        }
    }

    boolean hasEnded(UnitOfWork work) {
        return Boolean.TRUE.equals(works.get(work));
    }

    void forget(ResultScope scope) {
        Awaited wait = awaited.remove(scope);
        if (wait != null) {
            awaitedById.computeIfPresent(wait.exchangeId(), (id, scopes) -> {
                scopes.remove(scope);
                return scopes.isEmpty() ? null : scopes;
            });
        }
    }

    void forget(ResultLease lease) {
        leases.remove(lease);
    }

    DroppedExchanges.Ref refer(Exchange exchange, ResultScope scope) {
        return dropped.refer(exchange, scope);
    }

    void opened(ResultScope scope) {
        dropped.sweep();
        open.add(scope);
        CamelContext context = getCamelContext();
        if (!sweeping && context != null && !context.isStopping() && !context.isStopped()) {
            startSweeps();
        }
    }

    /**
     * Removes closed results and all leases on them.
     */
    void closed(ResultScope scope) {
        open.remove(scope);
        forget(scope);
        leases.keySet().removeIf(lease -> lease.scope() == scope);
    }

    @Override
    public boolean isDisabled() {
        return awaited.isEmpty() && leases.isEmpty();
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeCompletedEvent || event instanceof CamelEvent.ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeEvent end) {
            Exchange done = end.getExchange();
            Set<ResultScope> ended = awaitedById.get(done.getExchangeId());
            if (ended != null) {
                List.copyOf(ended).forEach(scope -> scope.waitingEnded(done));
            }
            leases.keySet().stream().filter(lease -> lease.isOf(done)).forEach(lease -> lease.end(done));
        }
    }

    // events slow down each exchange of the context, so the notifier is installed on first use
    private synchronized void install() {
        if (!installed) {
            installed = true;
            start();
            getCamelContext().getManagementStrategy().addEventNotifier(this);
        }
    }

    private synchronized void startSweeps() {
        if (!sweeping) {
            if (sweeper == null) {
                sweeper = getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this,
                        "DiffbotResults");
            }
            sweeping = true;
            sweeper.schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        try {
            expireStopped();
        } catch (RuntimeException e) {
            LOG.warn("Results that nothing reads any more could not be closed. The next try is in {} s", SWEEP.toSeconds(), e);
        } finally {
            synchronized (this) {
                ScheduledExecutorService next = open.isEmpty() ? null : sweeper;
                sweeping = next != null;
                if (next != null) {
                    next.schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private void expireStopped() {
        dropped.sweep();
        awaited.forEach((scope, each) -> {
            if (each.progress().hasStopped()) {
                scope.expire();
            } else {
                awaited.replace(scope, each, new Awaited(each.exchangeId(), each.progress().now()));
            }
        });
        leases.forEach((lease, progress) -> {
            if (progress.hasStopped()) {
                lease.expire();
            } else {
                leases.replace(lease, progress, progress.now());
            }
        });
    }

    @Override
    protected void doStop() throws Exception {
        List.copyOf(leases.keySet()).forEach(ResultLease::expire);
        List.copyOf(awaited.keySet()).forEach(ResultScope::expire);
        List.copyOf(open).forEach(ResultScope::stop);
        synchronized (this) {
            installed = false;
            sweeping = false;
            if (sweeper != null) {
                getCamelContext().getExecutorServiceManager().shutdownNow(sweeper);
                sweeper = null;
            }
        }
        ManagementStrategy strategy = getCamelContext() == null ? null : getCamelContext().getManagementStrategy();
        if (strategy != null) {
            strategy.removeEventNotifier(this);
        }
        super.doStop();
    }

    /**
     * @param exchangeId the id of the exchange whose end is awaited
     */
    private record Awaited(String exchangeId, Progress progress) {

        Awaited {
            Objects.requireNonNull(exchangeId);
        }
    }

    /**
     * @param longest the maximum time for which unread results stay open; null for no limit
     * @param since   the time of the last progress of the reader
     * @param count   the number of results read at that time
     */
    private record Progress(ResultScope scope, @Nullable Duration longest, long since, long count) {

        static Progress of(ResultScope scope, @Nullable Duration longest) {
            return new Progress(scope, longest, System.nanoTime(), scope.results().progress());
        }

        boolean hasStopped() {
            return longest != null && scope.results().progress() == count && System.nanoTime() - since > longest.toNanos();
        }

        Progress now() {
            return scope.results().progress() == count ? this : of(scope, longest);
        }
    }
}
