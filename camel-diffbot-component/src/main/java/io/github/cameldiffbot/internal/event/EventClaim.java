/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.camel.Endpoint;
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

    private static final List<String> QUEUES = List.of("seda:", "stub:");
    private static final int NOT_QUEUED = -1;

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
    // by how many handovers the exchange was that was last seen in a queue
    private volatile int queued = NOT_QUEUED;
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
        // so that it is known what queue it waits in, should that be purged
        isDropped();
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
     * Whether its exchange can still be processed when the consumer stops: it is processed, or waits in a queue of
     * another endpoint. One that was handed to a polling consumer cannot, as that stops, too.
     */
    boolean isAlive() {
        WeakReference<EventCompletion> bound = completion;
        EventCompletion current = bound == null ? null : bound.get();
        if (bound == null || current == null) {
            return bound == null;
        }
        return !current.isPending() || current.isHandedOver() && !isDropped();
    }

    /**
     * Whether its exchange surely cannot be processed any more: nothing refers to it, or it has left its queue and
     * nothing has begun with it.
     */
    boolean isDropped() {
        WeakReference<EventCompletion> bound = completion;
        EventCompletion current = bound == null ? null : bound.get();
        if (bound == null || current == null) {
            return bound != null;
        }
        Exchange exchange = current.exchange();
        if (!current.isPending() || isQueued(exchange)) {
            queued = current.isPending() ? current.handovers() : NOT_QUEUED;
            missingSince = 0;
            return false;
        }
        if (queued != current.handovers()) {
            // it is where nobody can look
            return false;
        }
        long now = System.nanoTime();
        if (missingSince == 0) {
            missingSince = now;
        }
        return now - missingSince > DROPPED_AFTER;
    }

    private static boolean isQueued(Exchange exchange) {
        return exchange.getContext().getEndpoints().stream().filter(EventClaim::isQueue)
                .anyMatch(queue -> ((BrowsableEndpoint) queue).getExchanges().stream().anyMatch(one -> one == exchange));
    }

    // looking into other browsable endpoints, such as ftp, takes time
    private static boolean isQueue(Endpoint endpoint) {
        return endpoint instanceof BrowsableEndpoint && QUEUES.stream().anyMatch(endpoint.getEndpointUri()::startsWith);
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
