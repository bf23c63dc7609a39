/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.support.UnitOfWorkHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one exchange to handle an event. It ends when the exchange is done, and also when the exchange is
 * dropped without that, as no callback of Camel reports the latter: a queue is purged, a polling consumer stops with
 * exchanges in its queue, an aggregation strategy of <code>pollEnrich</code> fails.
 */
final class EventClaim {

    private static final Logger LOG = LoggerFactory.getLogger(EventClaim.class);

    /**
     * An exchange that left its queue is processed within a moment, or never.
     */
    private static final long DROPPED_AFTER = Duration.ofSeconds(1).toNanos();

    private enum State {
        HELD,
        ACKNOWLEDGED,
        RELEASED
    }

    private final Object owner;
    private final Runnable released;
    private final Consumer<EventClaim> ended;
    private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
    // weak: only the exchange itself keeps it, so that it is gone when the exchange is
    private volatile WeakReference<EventCompletion> completion;
    private volatile long missingSince;

    /**
     * @param released is run when the event was not handled
     * @param ended    is told of each end
     */
    EventClaim(Object owner, Runnable released, Consumer<EventClaim> ended) {
        this.owner = owner;
        this.released = released;
        this.ended = ended;
    }

    /**
     * The exchange with this completion is on its way. From now on the claim lives as long as that exchange.
     */
    void bind(EventCompletion bound) {
        completion = new WeakReference<>(bound);
    }

    boolean isOwnedBy(Object consumer) {
        return owner == consumer;
    }

    /**
     * The event was handled.
     */
    void acknowledge() {
        if (state.compareAndSet(State.HELD, State.ACKNOWLEDGED)) {
            ended.accept(this);
        }
    }

    /**
     * The event was not handled. Without effect after {@link #acknowledge()}, and a second time.
     */
    void release() {
        if (state.compareAndSet(State.HELD, State.RELEASED)) {
            ended.accept(this);
            released.run();
        }
    }

    boolean isReleased() {
        return state.get() == State.RELEASED;
    }

    /**
     * Whether its exchange is processed, waits in a queue that can be looked into, or is where nobody can look.
     */
    boolean isAlive() {
        WeakReference<EventCompletion> bound = completion;
        if (bound == null) {
            return true;
        }
        EventCompletion current = bound.get();
        if (current == null) {
            return false;
        }
        Exchange exchange = current.exchange();
        return !current.isPending() || exchange.getFromEndpoint() instanceof BrowsableEndpoint queue && isIn(queue, exchange);
    }

    /**
     * Whether its exchange surely cannot be processed any more.
     */
    boolean isDropped() {
        WeakReference<EventCompletion> bound = completion;
        EventCompletion current = bound == null ? null : bound.get();
        if (bound == null || current == null) {
            return bound != null;
        }
        Exchange exchange = current.exchange();
        if (!current.isPending() || !(exchange.getFromEndpoint() instanceof BrowsableEndpoint queue)
                || isIn(queue, exchange)) {
            missingSince = 0;
            return false;
        }
        long now = System.nanoTime();
        if (missingSince == 0) {
            missingSince = now;
        }
        return now - missingSince > DROPPED_AFTER;
    }

    private static boolean isIn(BrowsableEndpoint queue, Exchange exchange) {
        return queue.getExchanges().stream().anyMatch(waiting -> waiting == exchange);
    }

    /**
     * Ends it although its exchange never comes to an end: what waits for that end, such as an open download, is told
     * so.
     */
    void abandon() {
        WeakReference<EventCompletion> bound = completion;
        EventCompletion current = bound == null ? null : bound.get();
        if (current != null) {
            LOG.info("The exchange of event {} was dropped before it was handled. The event is delivered again",
                    current.eventId());
            Exchange exchange = current.exchange();
            exchange.setException(new IllegalStateException("The exchange was dropped before it was processed"));
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
        }
        release();
    }
}
