/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a copy that nobody waits for, as of wireTap, use results until it ends. Camel asks it for itself whenever the
 * exchange is copied that has it.
 */
final class ResultLease implements SafeCopyProperty {

    private static final Logger LOG = LoggerFactory.getLogger(ResultLease.class);

    private final ResultScope scope;
    // what copies have that are waited for; null in a copy
    private final ResultLease ofCopies;
    // by a copy; the exchange itself, and a copy that is waited for, need no lease
    private final AtomicBoolean held;

    private ResultLease(ResultScope scope, ResultLease ofCopies, boolean held) {
        this.scope = scope;
        this.ofCopies = ofCopies;
        this.held = new AtomicBoolean(held);
    }

    /**
     * From now on copies of an exchange, and copies of these, can have a lease. One that it held ends.
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

    private static ResultLease of(Exchange exchange, ResultScope scope) {
        return exchange.getExchangeExtension().getSafeCopyProperty(scope.id(), ResultLease.class);
    }

    boolean isOf(Exchange exchange) {
        return of(exchange, scope) == this;
    }

    ResultScope scope() {
        return scope;
    }

    /**
     * Ends it, once.
     *
     * @param done the exchange that held it, or null when that is gone
     */
    void end(Exchange done) {
        if (held.compareAndSet(true, false)) {
            scope.leaseEnded(this, done);
        }
    }

    /**
     * Its exchange is not known to end.
     */
    void expire() {
        LOG.warn("Results are not kept for a copy of an exchange any more, as that of wireTap: nobody reads them, and it is not"
                 + " known to end");
        end(null);
    }

    /**
     * Called by Camel for each copy of the exchange that has this.
     */
    @Override
    public SafeCopyProperty safeCopy() {
        boolean handsOver = ofCopies != null;
        // what is being read is read by somebody else than a new copy: parts of a split come this way for each record
        if (scope.isReadableByCopies() && ExchangeCopy.isMadeToGoOnAlone(handsOver)) {
            ResultLease lease = new ResultLease(scope, null, true);
            if (scope.lease(lease)) {
                return lease;
            }
        }
        if (handsOver) {
            return ofCopies;
        }
        return held.get() ? new ResultLease(scope, null, false) : this;
    }
}
