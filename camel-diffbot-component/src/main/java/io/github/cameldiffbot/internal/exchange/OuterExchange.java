/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.time.Duration;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that waits for the copy with the results. Camel names its unit of work for multicast and split; for
 * other steps only its id is known. Guarded by the lock of the {@link ResultScope}.
 */
final class OuterExchange extends SynchronizationAdapter {

    /**
     * The longest time for which results wait for an exchange behind a queue: its wait may have timed out.
     */
    static final Duration LONGEST_AFTER_QUEUE = Duration.ofMinutes(5);

    // an exchange that waits for its copy normally outlives it
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Consumer<Exchange> atEnd;
    // null if Camel names none
    private final @Nullable UnitOfWork work;
    // Camel names a unit of work that ended before, so that the waiting exchange is known by its id only
    private final boolean orphan;
    // the exchange that handed the results over; it does not wait for its copy then, as in seda with
    // waitForTaskToComplete=Never
    private @Nullable String giver;
    private boolean ended;
    // the id of a waiting exchange that ended before the copy
    private @Nullable String gone;

    /**
     * @param inner the exchange with the results
     * @param atEnd called at the end of the waiting exchange, if Camel names its unit of work
     */
    OuterExchange(Exchange inner, ExchangeEndTracker ends, Consumer<Exchange> atEnd) {
        this.atEnd = atEnd;
        UnitOfWork named = inner.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        orphan = named != null && ends.hasEnded(named);
        work = orphan || named == inner.getUnitOfWork() ? null : named;
    }

    void register(ExchangeEndTracker ends) {
        if (work != null) {
            ends.watch(work);
            work.addSynchronization(this);
        }
    }

    void withdraw() {
        if (work != null) {
            work.removeSynchronization(this);
        }
    }

    void markEnded() {
        ended = true;
    }

    void markGone(String exchangeId) {
        gone = exchangeId;
    }

    /**
     * Records that an exchange handed the results over.
     *
     * @param exchange null if it is unknown
     */
    void handedOverBy(@Nullable Exchange exchange) {
        giver = exchange == null ? null : exchange.getExchangeId();
    }

    /**
     * Returns how long the results may stay unread for the exchange that waits for a copy.
     *
     * @param  copy the copy, which ended with the results as its body
     * @return      null if no exchange waits
     */
    @Nullable
    Duration longestWait(Exchange copy) {
        String waiting = ExchangeCopy.original(copy);
        // without an original no exchange waits, although a unit of work that ended looks alive
        if (waiting == null || waiting.equals(gone)) {
            return null;
        }
        if (isAlive()) {
            return LONGEST;
        }
        if (waiting.equals(giver) || !orphan && !ExchangeCopy.isAwaited(copy)) {
            return null;
        }
        return ExchangeCopy.isFromQueue(copy) ? LONGEST_AFTER_QUEUE : LONGEST;
    }

    private boolean isAlive() {
        // a unit of work that ended has left its routes; a reused one has lost its synchronizations
        return work != null && !ended && work.routeStackLevel() > 0 && work.containsSynchronization(this);
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }

    @Override
    public void onDone(Exchange done) {
        atEnd.accept(done);
    }
}
