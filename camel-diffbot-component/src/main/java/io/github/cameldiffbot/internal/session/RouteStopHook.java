/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.internal.wait.WaitEnd;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;

/**
 * A service of one route that ends the waits and downloads of its exchanges as soon as the route begins to stop. Camel
 * would otherwise wait for them until the shutdown timeout.
 * <p>
 * A suspension ends nothing: a waiting exchange is not work in progress, so the route does not wait for it. The
 * exchange continues when its job ends, like any exchange that a suspended route accepted before.
 */
public final class RouteStopHook implements Service, ShutdownAware {

    private enum Phase {
        RUNNING,
        SUSPENDING,
        STOPPING,
        STOPPED
    }

    private final CamelContext camelContext;
    private final ExchangeRoutes alone;
    private final String routeId;
    private final AtomicInteger waits = new AtomicInteger();
    // the number of waits of the copies of each exchange
    private final Map<Object, Integer> waitsOfCopies = new ConcurrentHashMap<>();
    private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);

    RouteStopHook(CamelContext camelContext, RouteStopHooks hooks, String routeId) {
        this.camelContext = camelContext;
        this.routeId = routeId;
        this.alone = new ExchangeRoutes(hooks, this);
    }

    /**
     * Returns the owner of waits of exchanges that are in this route only. It is shared, because there can be ten
     * thousand waits.
     */
    ExchangeRoutes alone() {
        return alone;
    }

    public boolean isStopping() {
        // after an aborted stop (abortAfterTimeout) the route continues; a forced stop is repeated soon
        if (phase.get() == Phase.STOPPING && camelContext.getShutdownStrategy().isTimeoutOccurred()) {
            phase.compareAndSet(Phase.STOPPING, Phase.RUNNING);
        }
        Phase now = phase.get();
        return now == Phase.STOPPING || now == Phase.STOPPED;
    }

    void addWaits(int change) {
        waits.addAndGet(change);
    }

    /**
     * Counts a wait of a copy. The exchange around it is in flight once, however many copies of it wait.
     *
     * @param outer identifies the exchange around the copy
     */
    void addWaits(Object outer, int change) {
        waitsOfCopies.merge(outer, change, (before, added) -> before + added == 0 ? null : before + added);
    }

    /**
     * Adds an action that runs when the route begins to stop.
     */
    void add(Runnable action) {
        actions.add(action);
    }

    void remove(Runnable action) {
        actions.remove(action);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (suspendOnly) {
            phase.set(Phase.SUSPENDING);
        } else if (!forced || phase.get() != Phase.SUSPENDING) {
            // a forced suspension is not marked as a suspension
            end(Phase.STOPPING, WaitEnd.stopped);
        }
    }

    @Override
    public int getPendingExchangesSize() {
        if (phase.get() != Phase.SUSPENDING) {
            return 0;
        }
        // waits are in flight while the route is suspended, and Camel must wait for the other exchanges only
        return -waits.get() - Math.min(waitsOfCopies.size(), camelContext.getInflightRepository().size(routeId));
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public void start() {
        // nothing to do before the route stops
    }

    @Override
    public void stop() {
        Phase before = phase.get();
        if (before != Phase.STOPPED) {
            // a route that does not support suspension is stopped by one
            end(Phase.STOPPED, before == Phase.SUSPENDING ? WaitEnd.suspended : WaitEnd.stopped);
        }
    }

    private void end(Phase next, WaitEnd end) {
        phase.set(next);
        DiffbotSession.of(camelContext).forEach(session -> session.waits().stop(this::isOneOf, end));
        actions.forEach(Runnable::run);
    }

    private boolean isOneOf(Object owner) {
        return owner instanceof ExchangeRoutes routes && routes.contains(this);
    }
}
