/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.internal.claim.HeldClaim;
import io.github.cameldiffbot.internal.exchange.Rollback;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right of an exchange to handle an event. It ends when the exchange is done or dropped. Camel does not
 * report dropped exchanges: a queue is purged, a polling consumer stops with exchanges in its queue, or an aggregation
 * strategy of {@code pollEnrich} fails.
 */
final class EventClaim {

    private static final Logger LOG = LoggerFactory.getLogger(EventClaim.class);

    /**
     * The time in nanoseconds within which an exchange that left its queue must be processed; otherwise it was dropped.
     */
    private static final long DROPPED_AFTER = Duration.ofSeconds(1).toNanos();

    private static final List<String> QUEUES = List.of("seda:", "stub:");
    private static final int NOT_QUEUED = -1;

    private enum State {
        WAITING,
        HELD,
        ACKNOWLEDGED,
        RELEASED
    }

    private final JobEvent event;
    private final Object owner;
    private final Consumer<Boolean> released;
    private final Consumer<EventClaim> ended;
    private final LongSupplier nanoTime;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicReference<@Nullable HeldClaim> nodeClaim = new AtomicReference<>();
    // weak: only the exchange itself keeps it, so that it is gone when the exchange is
    private volatile @Nullable WeakReference<Completion> completion;
    // the number of handovers of the exchange that was last found in a queue
    private volatile int queued = NOT_QUEUED;
    private volatile long missingSince;

    /**
     * Creates a claim.
     *
     * @param released called if the event was not handled, with whether a delivery was tried
     * @param ended    called at the end of the claim
     */
    EventClaim(
               JobEvent event, Object owner, Consumer<Boolean> released, Consumer<EventClaim> ended, LongSupplier nanoTime) {
        this.event = event;
        this.owner = owner;
        this.released = released;
        this.ended = ended;
        this.nanoTime = nanoTime;
    }

    /**
     * Marks the begin of routing. From now on the claim ends with its exchange.
     *
     * @return false if the claim was released meanwhile: the event must not be routed
     */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.HELD);
    }

    /**
     * Lets the claim end when its exchange, or the one to which that is handed over, is done.
     *
     * @param handled called after the route succeeded; an error that the route handled counts as success
     */
    Completion endWith(Exchange exchange, Consumer<Exchange> handled) {
        Completion added = new Completion(exchange, handled);
        exchange.getExchangeExtension().addOnCompletion(added);
        return added;
    }

    /**
     * Binds the claim to the exchange with this completion.
     */
    void bind(Completion bound) {
        completion = new WeakReference<>(bound);
        // detects the queue of the exchange, which may be purged
        isDropped();
    }

    /**
     * Binds the claim of this node, which is released when this one ends.
     */
    void bind(HeldClaim held) {
        nodeClaim.set(held);
        if (state.get() == State.ACKNOWLEDGED || state.get() == State.RELEASED) {
            // ended before it was bound
            releaseNodeClaim();
        }
    }

    private void releaseNodeClaim() {
        HeldClaim held = nodeClaim.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    boolean isOf(JobEvent someEvent) {
        return event == someEvent;
    }

    boolean isOwnedBy(Object consumer) {
        return owner == consumer;
    }

    /**
     * Ends the claim of a handled event.
     */
    void acknowledge() {
        if (end(State.ACKNOWLEDGED) != null) {
            ended.accept(this);
        }
    }

    /**
     * Ends the claim of an event that was not handled. Has no effect after {@link #acknowledge()} or a previous call.
     */
    void release() {
        State before = end(State.RELEASED);
        if (before != null) {
            ended.accept(this);
            released.accept(before == State.HELD);
        }
    }

    /**
     * Ends the claim of an event that another node handles.
     *
     * @return false if the claim had ended before
     */
    boolean leave() {
        if (end(State.RELEASED) == null) {
            return false;
        }
        ended.accept(this);
        return true;
    }

    /**
     * Returns the state before the end; null if the claim had ended before.
     */
    private @Nullable State end(State last) {
        State before = state.getAndUpdate(now -> isOpen(now) ? last : now);
        if (!isOpen(before)) {
            return null;
        }
        releaseNodeClaim();
        return before;
    }

    private static boolean isOpen(State now) {
        return now == State.WAITING || now == State.HELD;
    }

    boolean isReleased() {
        return state.get() == State.RELEASED;
    }

    /**
     * Returns whether the exchange can still be processed after the consumer stops: it is being processed, or waits in
     * a queue of another endpoint. An exchange of a polling consumer cannot, nor one that is not routed yet.
     */
    boolean isAlive() {
        WeakReference<Completion> bound = completion;
        Completion current = bound == null ? null : bound.get();
        if (bound == null || current == null) {
            return bound == null && state.get() != State.WAITING;
        }
        return !current.isPending() || current.handovers.get() > 0 && !isDropped();
    }

    /**
     * Returns whether the exchange was certainly dropped: it is unreachable, or has left its queue without being
     * processed.
     */
    boolean isDropped() {
        WeakReference<Completion> bound = completion;
        Completion current = bound == null ? null : bound.get();
        if (bound == null || current == null) {
            return bound != null;
        }
        Exchange exchange = current.exchange;
        if (!current.isPending() || isQueued(exchange)) {
            queued = current.isPending() ? current.handovers.get() : NOT_QUEUED;
            missingSince = 0;
            return false;
        }
        if (queued != current.handovers.get()) {
            // its location is unknown
            return false;
        }
        long now = nanoTime.getAsLong();
        if (missingSince == 0) {
            missingSince = now;
        }
        return now - missingSince > DROPPED_AFTER;
    }

    private static boolean isQueued(Exchange exchange) {
        return exchange.getContext().getEndpoints().stream().filter(EventClaim::isQueue)
                .anyMatch(queue -> ((BrowsableEndpoint) queue).getExchanges().stream().anyMatch(one -> one == exchange));
    }

    // browsing other endpoints, such as ftp, takes time
    private static boolean isQueue(Endpoint endpoint) {
        return endpoint instanceof BrowsableEndpoint && QUEUES.stream().anyMatch(endpoint.getEndpointUri()::startsWith);
    }

    /**
     * Ends the claim of a dropped exchange and runs its synchronizations, for example to close a download.
     */
    void abandon() {
        WeakReference<Completion> bound = completion;
        Completion current = bound == null ? null : bound.get();
        if (current != null) {
            LOG.info("The exchange of event {} was dropped before it was handled. The event is delivered again",
                    event.id());
            Exchange exchange = current.exchange;
            exchange.setException(new IllegalStateException("The exchange was dropped before it was processed"));
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
        }
        release();
    }

    /**
     * Ends the claim with its exchange.
     */
    final class Completion extends SynchronizationAdapter {

        private final Consumer<Exchange> handled;
        private final AtomicInteger handovers = new AtomicInteger();
        private volatile Exchange exchange;

        private Completion(Exchange exchange, Consumer<Exchange> handled) {
            this.exchange = exchange;
            this.handled = handled;
        }

        @Override
        public int getOrder() {
            // after results were closed and checkpoints saved
            return LOWEST;
        }

        @Override
        public void beforeHandover(Exchange target) {
            exchange = target;
            handovers.incrementAndGet();
        }

        @Override
        public void onComplete(Exchange done) {
            try {
                if (!Rollback.isRequested(done)) {
                    handled.accept(done);
                }
            } finally {
                release();
            }
        }

        @Override
        public void onFailure(Exchange done) {
            release();
        }

        /**
         * Returns whether the exchange waits to be processed.
         */
        private boolean isPending() {
            Exchange current = exchange;
            return current.getUnitOfWork() == null && current.getExchangeExtension().containsOnCompletion(this);
        }
    }
}
