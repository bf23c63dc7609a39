/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifetime of the results of one operation: they stay open while an exchange can use them.
 * <p>
 * The exchange that brought them may be a copy that a step such as multicast, recipientList, split, enrich, seda with a
 * reply or a circuit breaker works with. Its unit of work ends before its results are used. If it ends while its body
 * is results that were not read to their end, they are passed on to the exchange that waits for the copy:
 * <ul>
 * <li>Camel names the unit of work of that one for multicast and split.
 * <li>For the other steps its id is known, and {@link ExchangeEndTracker} detects its end.
 * </ul>
 * No step waits for copies of wireTap and seda without a reply. Where Camel does not hand the results over to such a
 * copy, it has a {@link ResultLease} on them.
 * <p>
 * Everything that is open is closed when the last one ends. The copies that an aggregator collects are not among them:
 * its strategy may drop them without notice.
 */
public final class ResultScope {

    private static final Logger LOG = LoggerFactory.getLogger(ResultScope.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    // an exchange that waits for its copy normally outlives it. Not so behind a queue, when the wait timed out
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_AFTER_QUEUE = Duration.ofMinutes(5);

    private final String id = "CamelDiffbotResults-" + NUMBERS.incrementAndGet();
    private final ExchangeEndTracker passed;
    // of the exchange that brought the results or was handed them, and of the one that waits for it
    private final Synchronization own = new ExchangeEnd(this::ended, this::handedOver);
    private final Synchronization outer = new ExchangeEnd(this::outerEnded, target -> {
    });
    // of the exchange that waits for this one; null when Camel names none
    private final UnitOfWork outerWork;
    // Camel names one that has ended before, so that the one that waits is known by its id only
    private final boolean orphan;
    private final ResultEnd end = new ResultEnd();
    // which has the results; null when that is not known
    private volatile Exchange exchange;
    private volatile Object body;
    private volatile LongSupplier progress = () -> 0;
    private volatile ReadOutcome outcome;
    private volatile boolean repeatable;
    private boolean onLoan;
    // has handed them over; it does not wait for its copy then, as seda with waitForTaskToComplete=Never
    private String giver;
    private boolean ownEnded;
    private boolean outerEnded;
    private boolean released;
    private boolean finished;
    // leases of copies that have not ended
    private int leases;
    // all but those copies have ended
    private boolean left;
    // one of those that ended had failed
    private boolean failed;
    // worked on the exchange when the first of them was made; null without leases
    private volatile Thread copying;

    private ResultScope(Exchange exchange, ExchangeEndTracker passed) {
        this.exchange = exchange;
        this.passed = passed;
        UnitOfWork outside = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        this.orphan = outside != null && passed.works().hasEnded(outside);
        this.outerWork = orphan || outside == exchange.getUnitOfWork() ? null : outside;
    }

    /**
     * Begins with the exchange that the results are for.
     */
    public static ResultScope begin(Exchange exchange, ExchangeEndTracker passed) {
        ResultScope scope = new ResultScope(exchange, passed);
        scope.register();
        passed.opened(scope);
        return scope;
    }

    private void register() {
        String waiting = ExchangeCopy.original(exchange);
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
            passed.works().watch(outerWork);
            outerWork.addSynchronization(outer);
        }
        exchange.getExchangeExtension().addOnCompletion(own);
        ResultLease.offer(exchange, this);
    }

    String id() {
        return id;
    }

    /**
     * The exchange that has the results. Null when that is not known, and where a copy may read them: another thread
     * works on the exchange then.
     */
    public Exchange exchange() {
        Thread only = copying;
        return only == null || only == Thread.currentThread() ? exchange : null;
    }

    /**
     * Sets a header on the message of the exchange that has the results, if it is known.
     */
    public synchronized void setHeader(String name, Object value) {
        Exchange current = exchange();
        // a split that was stopped lets its exchange go on while a thread still reads
        if (current != null && !released) {
            current.getMessage().setHeader(name, value);
        }
    }

    /**
     * Closes something at the end.
     */
    public void closeAtEnd(Closeable resource) {
        end.add(resource);
    }

    /**
     * Does something at the end.
     *
     * @param completion is given the exchange that ended last, or null when it is not known or an earlier one had
     *                   failed
     */
    public void atEnd(Consumer<Exchange> completion) {
        end.add(completion);
    }

    /**
     * Says what the results are as a message body, and how to see that they are read.
     */
    public void bodyIs(Object results, LongSupplier readSoFar) {
        body = results;
        progress = readSoFar;
    }

    /**
     * Says what is known about the reading of the results.
     */
    public void outcomeIs(ReadOutcome readOutcome) {
        outcome = readOutcome;
    }

    public ReadOutcome outcome() {
        return outcome;
    }

    /**
     * Says that results that were read can be read again.
     */
    public void canBeReadAgain() {
        repeatable = true;
    }

    /**
     * Whether a copy that is made now may read the results.
     */
    boolean isReadableByCopies() {
        return repeatable || progress() == 0;
    }

    long progress() {
        return progress.getAsLong();
    }

    /**
     * Nothing more can be read: closes everything, which need not wait for the end.
     */
    public void release() {
        synchronized (this) {
            if (finished || released) {
                return;
            }
            released = true;
            show(exchange);
            if (exchange() != null && end.isJustClosing()) {
                withdraw(exchange());
            }
        }
        end.close();
    }

    // an exchange that reads again and again, as in a loop, must not keep all it has read
    private void withdraw(Exchange current) {
        UnitOfWork work = current.getUnitOfWork();
        if (work != null) {
            work.removeSynchronization(own);
        }
        if (outerWork != null) {
            outerWork.removeSynchronization(outer);
        }
        passed.closed(this);
        ResultLease.withdraw(current, this);
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
            if (!released && isBodyOf(done) && !ExchangeCopy.isDiscarded(done)) {
                String waiting = ExchangeCopy.original(done);
                // without an original no exchange waits, although a unit of work that ended looks alive
                if (waiting != null && isOuterAlive()) {
                    exchange = null;
                    passed.await(waiting, this, LONGEST);
                    return;
                }
                if (waiting != null && !waiting.equals(giver) && (orphan || ExchangeCopy.isAwaited(done))) {
                    exchange = null;
                    passed.await(waiting, this, ExchangeCopy.isFromQueue(done) ? LONGEST_AFTER_QUEUE : LONGEST);
                    return;
                }
            }
            if (!isLast(done)) {
                return;
            }
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
            boolean handedOver = !ownEnded && !onLoan;
            if (finished || handedOver || !isLast(done)) {
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
        // where the copy reads, no header can be set
        show(exchange);
        passed.await(lease, LONGEST_AFTER_QUEUE);
        return true;
    }

    /**
     * Ends the lease of a copy that ended or was dropped.
     *
     * @param done that copy, or null
     */
    void leaseEnded(ResultLease lease, Exchange done) {
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

    // to be called when all have ended that are not copies with a lease
    private boolean isLast(Exchange done) {
        left = true;
        failed |= done != null && (done.isFailed() || Rollback.isRequested(done));
        finished = leases == 0 || released && end.isJustClosing();
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

    private void finish(Exchange done) {
        end.close();
        synchronized (this) {
            exchange = null;
            body = null;
        }
        end.complete(failed ? null : done);
        passed.closed(this);
    }

    private boolean isBodyOf(Exchange done) {
        Object last = done.getMessage().getBody();
        return last != null && (last == body || last instanceof JsonArrayStream json && json.results() == body
                || repeatable && last instanceof ReadOutcome.Results copy && copy.outcome() == outcome);
    }

    private boolean isOuterAlive() {
        // a unit of work that ended has left its routes; one that is used again has lost its synchronizations
        return outerWork != null && !outerEnded && outerWork.routeStackLevel() > 0
                && outerWork.containsSynchronization(outer);
    }

    private void handedOver(Exchange target) {
        synchronized (this) {
            giver = exchange == null ? null : exchange.getExchangeId();
            exchange = target;
            ResultLease.offer(target, this);
            if (onLoan) {
                onLoan = false;
                passed.forget(this);
            }
        }
    }
}
