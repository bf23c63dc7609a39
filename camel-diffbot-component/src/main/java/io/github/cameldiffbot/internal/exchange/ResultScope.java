/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifetime of the results of one operation: they stay open while an exchange can use them.
 * <p>
 * The exchange with the results may be a copy for a step such as multicast, recipientList, split, enrich, seda with a
 * reply or a circuit breaker. Its unit of work ends before its results are used. If it ends with unread results as its
 * body, they are passed on to the exchange that waits for the copy:
 * <ul>
 * <li>Camel names the unit of work of that exchange for multicast and split.
 * <li>For the other steps its id is known, and {@link ExchangeEndTracker} detects its end.
 * </ul>
 * No step waits for copies of wireTap and seda without a reply. If Camel does not hand the results over to such a copy,
 * it has a {@link ResultLease} on them.
 * <p>
 * All open resources are closed when the last of these exchanges ends. The copies that an aggregator collects do not
 * count: its strategy may drop them without notice.
 */
public final class ResultScope {

    private static final Logger LOG = LoggerFactory.getLogger(ResultScope.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String id = "CamelDiffbotResults-" + NUMBERS.incrementAndGet();
    private final ExchangeEndTracker passed;
    private final OpenResults results;
    // the end of an exchange that has the results, or Camel's handover to another one
    private final Synchronization own = new SynchronizationAdapter() {

        @Override
        public int getOrder() {
            // before other synchronizations
            return HIGHEST;
        }

        @Override
        public void beforeHandover(Exchange target) {
            handedOver(target);
        }

        @Override
        public void onDone(Exchange done) {
            ended(done);
        }
    };
    private final OuterExchange outer;
    // to the exchange with the results; null if unknown
    private volatile DroppedExchanges.@Nullable Ref exchange;
    private boolean onLoan;
    private boolean ownEnded;
    private boolean released;
    private boolean finished;
    // leases of copies that have not ended
    private int leases;
    // all others than those copies have ended
    private boolean left;
    // an exchange that ended had failed
    private boolean failed;
    // the thread that processed the exchange when the first lease was made; null without leases
    private volatile @Nullable Thread copying;

    private ResultScope(Exchange exchange, ExchangeEndTracker passed) {
        this.passed = passed;
        this.results = new OpenResults(ReadOutcome.begin(exchange));
        this.exchange = passed.refer(exchange, this);
        this.outer = new OuterExchange(exchange, passed, this::outerEnded);
    }

    /**
     * Begins with the exchange that receives the results.
     */
    public static ResultScope begin(Exchange exchange, ExchangeEndTracker passed) {
        ResultScope scope = new ResultScope(exchange, passed);
        scope.register(exchange);
        passed.opened(scope);
        return scope;
    }

    private void register(Exchange exchange) {
        String waiting = ExchangeCopy.original(exchange);
        UnitOfWork work = exchange.getUnitOfWork();
        // enrich: this unit of work knows the exchange to which the results are handed over. If the aggregation strategy
        // fails, nothing is handed over
        onLoan = waiting != null && (work == null || work instanceof ResourceUnitOfWork);
        if (onLoan && work == null) {
            exchange.getExchangeExtension().setUnitOfWork(new ResourceUnitOfWork());
        }
        // the time limit of a circuit breaker lets the waiting exchange end before its copy
        if (waiting != null && (onLoan || ExchangeCopy.isInCircuitBreaker())) {
            passed.await(waiting, this, null);
        }
        outer.register(passed);
        exchange.getExchangeExtension().addOnCompletion(own);
        ResultLease.offer(exchange, this);
    }

    String id() {
        return id;
    }

    public OpenResults results() {
        return results;
    }

    /**
     * Returns the exchange with the results; null if it is unknown or if a copy may read them, because another thread
     * processes the exchange then.
     */
    public @Nullable Exchange exchange() {
        Thread only = copying;
        return only == null || only == Thread.currentThread() ? current() : null;
    }

    private @Nullable Exchange current() {
        DroppedExchanges.Ref known = exchange;
        return known == null ? null : known.get();
    }

    /**
     * Sets a header on the message of the exchange that has the results, if it is known.
     */
    public synchronized void setHeader(String name, Object value) {
        Exchange current = exchange();
        // a stopped split lets its exchange continue while a thread still reads
        if (current != null && !released) {
            current.getMessage().setHeader(name, value);
        }
    }

    /**
     * Closes everything immediately, because nothing more can be read.
     */
    public void release() {
        synchronized (this) {
            if (finished || released) {
                return;
            }
            released = true;
            results.showIn(current());
            Exchange current = exchange();
            if (current != null && results.isJustClosing()) {
                withdraw(current);
            }
        }
        results.close();
    }

    // an exchange that reads repeatedly, as in a loop, must not keep all results
    private void withdraw(Exchange current) {
        UnitOfWork work = current.getUnitOfWork();
        if (work != null) {
            work.removeSynchronization(own);
        }
        outer.withdraw();
        passed.closed(this);
        ResultLease.withdraw(current, this);
    }

    /**
     * Handles the end of the exchange that waits for the copy with the results.
     */
    void waitingEnded(Exchange done) {
        synchronized (this) {
            if (!onLoan && !ownEnded) {
                // the copy continues
                outer.markGone(done.getExchangeId());
                return;
            }
        }
        ended(done);
    }

    /**
     * Handles the end of an exchange with the results.
     */
    void ended(Exchange done) {
        results.showIn(done);
        synchronized (this) {
            if (finished) {
                return;
            }
            onLoan = false;
            ownEnded = true;
            passed.forget(this);
            if (!released && results.isBodyOf(done) && !ExchangeCopy.isDiscarded(done)) {
                String waiting = ExchangeCopy.original(done);
                Duration longest = outer.longestWait(done);
                if (waiting != null && longest != null) {
                    exchange = null;
                    passed.await(waiting, this, longest);
                    return;
                }
            }
            if (!isLast(done)) {
                return;
            }
        }
        finish(done);
    }

    private void outerEnded(Exchange done) {
        results.showIn(done);
        synchronized (this) {
            outer.markEnded();
            // if they are on loan or were handed over, another exchange has them, whose end is tracked
            if (finished || !ownEnded || !isLast(done)) {
                return;
            }
        }
        finish(done);
    }

    /**
     * Adds a lease for a copy for which no step waits: the results stay open until it ends.
     *
     * @return whether the results are still open
     */
    boolean lease(ResultLease lease) {
        synchronized (this) {
            if (finished || released) {
                return false;
            }
            if (leases++ == 0) {
                copying = Thread.currentThread();
            }
        }
        // if the copy reads, no header can be set
        results.showIn(current());
        passed.await(lease, OuterExchange.LONGEST_AFTER_QUEUE);
        return true;
    }

    /**
     * Ends the lease of a copy that ended or was dropped.
     *
     * @param done that copy, or null
     */
    void leaseEnded(ResultLease lease, @Nullable Exchange done) {
        boolean last;
        synchronized (this) {
            leases--;
            copying = leases == 0 ? null : copying;
            last = left && leases == 0 && !finished;
            finished |= last;
        }
        if (last) {
            finish(done);
        }
        passed.forget(lease);
    }

    // called when all exchanges without a lease have ended
    private boolean isLast(@Nullable Exchange done) {
        left = true;
        failed |= done != null && (done.isFailed() || Rollback.isRequested(done));
        finished = leases == 0 || released && results.isJustClosing();
        exchange = finished ? exchange : null;
        return finished;
    }

    /**
     * Closes results that were not read for a long time and whose exchange has no known end.
     */
    void expire() {
        passed.forget(this);
        synchronized (this) {
            if (finished || !isLast(null)) {
                return;
            }
        }
        LOG.warn("Unread results are closed: the exchange to which they were handed over does not exist any more");
        finish(null);
    }

    /**
     * Returns whether the exchange with the results was collected as garbage before it ended.
     */
    synchronized boolean isDropped() {
        return !finished && !ownEnded && !onLoan && !left && exchange != null && exchange.get() == null;
    }

    /**
     * Closes the results of a dropped exchange.
     */
    void dropped() {
        synchronized (this) {
            if (!isDropped() || results.isReachable()) {
                return;
            }
            left = true;
            failed = true;
            exchange = null;
            if (leases > 0) {
                return;
            }
            finished = true;
        }
        LOG.info("Results are closed: Camel dropped their exchange, as a full queue does");
        finish(null);
    }

    /**
     * Closes everything because the component stops.
     */
    void stop() {
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
            failed = true;
        }
        finish(null);
    }

    private synchronized void handedOver(Exchange target) {
        outer.handedOverBy(current());
        exchange = passed.refer(target, this);
        ResultLease.offer(target, this);
        if (onLoan) {
            onLoan = false;
            passed.forget(this);
        }
    }

    private void finish(@Nullable Exchange done) {
        results.close();
        synchronized (this) {
            exchange = null;
        }
        results.complete(failed ? null : done);
        passed.closed(this);
    }
}
