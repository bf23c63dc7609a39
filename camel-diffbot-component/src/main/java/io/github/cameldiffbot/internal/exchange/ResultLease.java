/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows a copy for which no step waits, such as that of wireTap, to use results until it ends. Camel calls
 * {@link #safeCopy()} for each copy of the exchange.
 */
final class ResultLease implements SafeCopyProperty {

    private static final Logger LOG = LoggerFactory.getLogger(ResultLease.class);

    private final ResultScope scope;
    // the lease state of awaited copies; null in a copy
    private final @Nullable ResultLease ofCopies;
    // held by a copy; the exchange itself and awaited copies need no lease
    private final AtomicBoolean held;

    private ResultLease(ResultScope scope, @Nullable ResultLease ofCopies, boolean held) {
        this.scope = scope;
        this.ofCopies = ofCopies;
        this.held = new AtomicBoolean(held);
    }

    /**
     * Allows copies of an exchange, and copies of these, to acquire a lease. Ends the lease that the exchange held.
     */
    static void offer(Exchange exchange, ResultScope scope) {
        ResultLease lease = of(exchange, scope);
        if (lease != null) {
            lease.end(exchange);
        }
        exchange.getExchangeExtension().setSafeCopyProperty(
                scope.id(), new ResultLease(scope, new ResultLease(scope, null, false), false));
    }

    static void withdraw(Exchange exchange, ResultScope scope) {
        exchange.getExchangeExtension().setSafeCopyProperty(scope.id(), null);
    }

    private static @Nullable ResultLease of(Exchange exchange, ResultScope scope) {
        return exchange.getExchangeExtension().getSafeCopyProperty(scope.id(), ResultLease.class);
    }

    boolean isOf(Exchange exchange) {
        return of(exchange, scope) == this;
    }

    ResultScope scope() {
        return scope;
    }

    /**
     * Ends the lease. Later calls have no effect.
     *
     * @param done the exchange with the lease, or null if it is gone
     */
    void end(@Nullable Exchange done) {
        if (held.compareAndSet(true, false)) {
            scope.leaseEnded(this, done);
        }
    }

    /**
     * Ends the lease of an exchange whose end is unknown.
     */
    void expire() {
        LOG.warn("The lease of a copy of an exchange, such as that of wireTap, has expired: its results are unread, and its end"
                 + " is unknown");
        end(null);
    }

    /**
     * Returns the lease of a copy. Camel calls this for each copy of the exchange.
     */
    @Override
    public SafeCopyProperty safeCopy() {
        boolean handsOver = ofCopies != null;
        // results in use have another reader: the parts of a split pass here for each record
        if (scope.results().isReadableByCopies() && ExchangeCopy.isLoneCopy(handsOver)) {
            ResultLease lease = new ResultLease(scope, null, true);
            if (scope.lease(lease)) {
                return lease;
            }
        }
        if (ofCopies != null) {
            return ofCopies;
        }
        return held.get() ? new ResultLease(scope, null, false) : this;
    }
}
