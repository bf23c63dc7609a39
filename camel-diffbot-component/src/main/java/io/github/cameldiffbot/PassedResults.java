/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Results that were passed on to an exchange of which only the id is known, until that exchange ends. As long as there
 * are none Camel makes no events for it.
 */
final class PassedResults extends EventNotifierSupport implements CamelContextAware {

    // results that nobody reads for that long are closed: the exchange may have ended before, as after a timeout
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Map<ResultScope, Awaited> awaited = new ConcurrentHashMap<>();
    private CamelContext camelContext;
    private boolean installed;
    private ScheduledExecutorService sweeper;
    private boolean sweeping;

    PassedResults() {
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

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Tells results when an exchange ends.
     *
     * @param exchangeId of the exchange
     * @param bounded    whether it may have ended already: then results that nobody reads are closed after a while
     */
    void await(String exchangeId, ResultScope scope, boolean bounded) {
        awaited.put(scope, new Awaited(exchangeId, bounded, System.nanoTime(), scope.progress()));
        install(bounded);
    }

    void forget(ResultScope scope) {
        awaited.remove(scope);
    }

    int size() {
        return awaited.size();
    }

    @Override
    public boolean isDisabled() {
        return awaited.isEmpty();
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeCompletedEvent || event instanceof CamelEvent.ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeEvent end) {
            String id = end.getExchange().getExchangeId();
            awaited.forEach((scope, each) -> {
                if (each.exchangeId().equals(id)) {
                    scope.ended(end.getExchange());
                }
            });
        }
    }

    // an event costs each exchange of the context a little, so it is not installed before it is needed
    private synchronized void install(boolean bounded) {
        if (!installed) {
            installed = true;
            start();
            camelContext.getManagementStrategy().addEventNotifier(this);
        }
        if (bounded && !sweeping) {
            if (sweeper == null) {
                sweeper = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "DiffbotResults");
            }
            sweeping = true;
            sweeper.schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        awaited.forEach((scope, each) -> {
            if (each.bounded() && now - each.since() > LONGEST.toNanos()) {
                if (scope.progress() == each.progress()) {
                    scope.expire();
                } else {
                    awaited.replace(scope, each, new Awaited(each.exchangeId(), true, now, scope.progress()));
                }
            }
        });
        synchronized (this) {
            sweeping = sweeper != null && awaited.values().stream().anyMatch(Awaited::bounded);
            if (sweeping) {
                sweeper.schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        List.copyOf(awaited.keySet()).forEach(ResultScope::expire);
        synchronized (this) {
            installed = false;
            sweeping = false;
            if (sweeper != null) {
                camelContext.getExecutorServiceManager().shutdownNow(sweeper);
                sweeper = null;
            }
        }
        ManagementStrategy strategy = camelContext == null ? null : camelContext.getManagementStrategy();
        if (strategy != null) {
            strategy.removeEventNotifier(this);
        }
        super.doStop();
    }

    /**
     * @param exchangeId of the exchange whose end is awaited
     * @param bounded    whether it may have ended already
     * @param since      when it was last seen that results are read
     * @param progress   how many there were by then
     */
    private record Awaited(String exchangeId, boolean bounded, long since, long progress) {

        Awaited {
            Objects.requireNonNull(exchangeId);
        }
    }
}
