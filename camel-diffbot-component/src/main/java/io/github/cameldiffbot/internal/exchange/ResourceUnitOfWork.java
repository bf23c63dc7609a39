/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * The unit of work of the copy that enrich sends to an endpoint, for which Camel creates none. Unlike Camel, it
 * notifies pending synchronizations of the exchange to which they are handed over. It is not in the inflight
 * repository.
 */
final class ResourceUnitOfWork implements UnitOfWork {

    private final List<Synchronization> synchronizations = new ArrayList<>(2);
    private final Deque<Route> routes = new ArrayDeque<>(1);

    @Override
    public synchronized void addSynchronization(Synchronization synchronization) {
        synchronizations.add(synchronization);
    }

    @Override
    public synchronized void removeSynchronization(Synchronization synchronization) {
        synchronizations.remove(synchronization);
    }

    @Override
    public synchronized boolean containsSynchronization(Synchronization synchronization) {
        return synchronizations.contains(synchronization);
    }

    @Override
    public void handoverSynchronization(Exchange target) {
        handoverSynchronization(target, each -> true);
    }

    @Override
    public void handoverSynchronization(Exchange target, Predicate<Synchronization> filter) {
        for (Synchronization each : snapshot()) {
            SynchronizationVetoable vetoable = each instanceof SynchronizationVetoable veto ? veto : null;
            if (vetoable != null && !vetoable.allowHandover() || filter != null && !filter.test(each)) {
                continue;
            }
            target.getExchangeExtension().addOnCompletion(each);
            if (vetoable != null) {
                vetoable.beforeHandover(target);
            }
            removeSynchronization(each);
        }
    }

    // callbacks acquire other locks and must not be called under this one
    private synchronized List<Synchronization> snapshot() {
        return new ArrayList<>(synchronizations);
    }

    @Override
    public void done(Exchange exchange) {
        List<Synchronization> last;
        synchronized (this) {
            last = new ArrayList<>(synchronizations);
            synchronizations.clear();
        }
        UnitOfWorkHelper.doneSynchronizations(exchange, last);
    }

    @Override
    public synchronized void reset() {
        synchronizations.clear();
        routes.clear();
    }

    @Override
    public boolean onPrepare(Exchange exchange) {
        return false;
    }

    @Override
    public void beforeRoute(Exchange exchange, Route route) {
        // is not bound to a route
    }

    @Override
    public void afterRoute(Exchange exchange, Route route) {
        // is not bound to a route
    }

    @Override
    public Message getOriginalInMessage() {
        throw new IllegalStateException("The copy of enrich has no original message");
    }

    @Override
    public boolean isTransacted() {
        return false;
    }

    @Override
    public boolean isTransactedBy(Object key) {
        return false;
    }

    @Override
    public void beginTransactedBy(Object key) {
        // has the transaction of the original exchange
    }

    @Override
    public void endTransactedBy(Object key) {
        // has the transaction of the original exchange
    }

    @Override
    public synchronized Route getRoute() {
        return routes.peek();
    }

    @Override
    public synchronized void pushRoute(Route route) {
        routes.push(route);
    }

    @Override
    public synchronized Route popRoute() {
        return routes.poll();
    }

    @Override
    public synchronized int routeStackLevel() {
        return routes.size();
    }

    @Override
    public int routeStackLevel(boolean includeRouteTemplate, boolean includeKamelet) {
        return routeStackLevel();
    }

    @Override
    public boolean isBeforeAfterProcess() {
        return false;
    }

    @Override
    public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
        return callback;
    }

    @Override
    public void afterProcess(Processor processor, Exchange exchange, AsyncCallback callback, boolean doneSync) {
        // is not bound to a step
    }

    @Override
    public UnitOfWork createChildUnitOfWork(Exchange childExchange) {
        return new ResourceUnitOfWork();
    }

    @Override
    public void setParentUnitOfWork(UnitOfWork parentUnitOfWork) {
        // has none
    }
}
