/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a copy of the message failed after it had sent a change. A failover passes a new copy of the message to
 * each attempt, which has no trace of the failed attempt but its unit of work. That unit of work holds this object, and
 * this object holds the copy: Camel forgets the copy when the next attempt begins.
 * <p>
 * Parts of a split and branches of a multicast know the unit of work of the attempt, but not its copy. Therefore only
 * the end of the attempt's route shows its failure. Copies for recipientList, enrich, a circuit breaker or a queue know
 * neither, so their failure is not detected. A second pass of one attempt through such a step, which has to submit
 * again, looks the same.
 */
final class CopyFailure extends SynchronizationAdapter implements SynchronizationRouteAware {

    private final Exchange copy;
    private final UnitOfWork work;
    // how many routes that began after the change are still running
    private int innerRoutes;
    private boolean routeFailed;

    private CopyFailure(Exchange copy, UnitOfWork work) {
        this.copy = copy;
        this.work = work;
    }

    /**
     * Observes the exchange that sent a change.
     *
     * @return null if it has no unit of work
     */
    static @Nullable CopyFailure observe(Exchange exchange) {
        UnitOfWork outer = outer(exchange);
        UnitOfWork work = outer == null ? exchange.getUnitOfWork() : outer;
        if (work == null) {
            return null;
        }
        CopyFailure failure = new CopyFailure(exchange, work);
        work.addSynchronization(failure);
        return failure;
    }

    // parts of a split and branches of a multicast have a unit of work of their own
    private static @Nullable UnitOfWork outer(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
    }

    /**
     * Returns whether an exchange is another copy of the same message, made after this one or a route that it ran in
     * failed.
     */
    boolean isBefore(Exchange other) {
        return other != copy && (work == other.getUnitOfWork() || work == outer(other)) && hasFailed();
    }

    private synchronized boolean hasFailed() {
        return routeFailed || outer(copy) == null && copy.getException() != null;
    }

    @Override
    public SynchronizationRouteAware getRouteSynchronization() {
        return this;
    }

    @Override
    public synchronized void onBeforeRoute(Route route, Exchange exchange) {
        innerRoutes++;
    }

    @Override
    public synchronized void onAfterRoute(Route route, Exchange exchange) {
        if (innerRoutes > 0) {
            innerRoutes--;
        } else if (exchange.getException() != null) {
            routeFailed = true;
        }
    }

    @Override
    public boolean allowHandover() {
        return false;
    }
}
