/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.claim.HeldClaim;
import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.context.JobSpans;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to a route at least once. An event is claimed, checked against the handled events, and routed as an
 * exchange. When the exchange is done, the event is stored as handled and its job deleted if configured; otherwise the
 * claim is released and the event is delivered again. With a {@code claimRepository} the node claims it, too, and
 * checks it once more, just before the route. Consumers and webhooks use this protocol.
 */
public final class EventDelivery {

    /**
     * The time after which an event that waited to be routed is checked again.
     */
    private static final Duration CHECK_AGAIN = Duration.ofSeconds(1);

    private final EndpointSession session;
    private final EventRepository memory;
    private final NodeClaims nodeClaims;
    private final ResultBodyFactory results;
    private final JobContexts contexts;
    private final EventMeters meters;
    private final DeleteAfterCompletion deletion;
    private final Supplier<ExceptionHandler> exceptionHandler;
    private final LongSupplier nanoTime;
    private volatile boolean stopped;

    public EventDelivery(EndpointSession session, EventRepository memory, ResultBodyFactory results,
                         JobContexts contexts, CountedCredits credits, JobSpans spans, DeleteAfterCompletion deletion,
                         Supplier<ExceptionHandler> exceptionHandler, LongSupplier nanoTime) {
        this.session = session;
        this.memory = memory;
        this.nodeClaims = memory.nodeClaims(session);
        this.results = results;
        this.contexts = contexts;
        this.meters = new EventMeters(session, credits, spans);
        this.deletion = deletion;
        this.exceptionHandler = exceptionHandler;
        this.nanoTime = nanoTime;
    }

    public void start() {
        memory.start();
        results.start();
        stopped = false;
    }

    /**
     * Releases the claims of exchanges that will not be processed, such as those of a stopped polling consumer, and of
     * events that are not routed yet.
     */
    public void stop() {
        stopped = true;
        memory.releaseOf(this);
    }

    /**
     * Starts the repositories, unless they are started. Called before events are detected: while a database is away,
     * polls fail, and the route itself starts and waits.
     *
     * @throws IllegalStateException if a repository cannot be started now
     */
    public void startRepositories() {
        memory.startRepository();
        nodeClaims.startRepository();
    }

    /**
     * Releases claims of dropped exchanges and retries failed deletions.
     */
    public void tidy() {
        memory.releaseDropped();
        deletion.retry();
    }

    /**
     * Returns whether an exchange of any route handles an event, or will do so.
     */
    public boolean isInProgress(JobEvent event) {
        return memory.isClaimed(event);
    }

    /**
     * Returns whether other nodes may claim an event until it is routed.
     */
    boolean isShared() {
        return nodeClaims.areUsed();
    }

    /**
     * Runs a task after a time in which another node may have released its claim.
     *
     * @throws RejectedExecutionException if the context stops
     */
    void later(Runnable task) {
        nodeClaims.later(task);
    }

    /**
     * Claims an event and routes it, unless another exchange handles it now or it was handled before.
     */
    void deliver(JobEvent event, EventReceiver receiver) {
        ClaimedEvent claimed = claim(event, receiver);
        if (claimed != null) {
            claimed.route();
        }
    }

    /**
     * Claims an event, unless another exchange handles it now or it was handled before. An error of its key concerns
     * only this event and is passed to the exception handler.
     *
     * @return null if there is nothing to route. The receiver was notified
     */
    @Nullable
    ClaimedEvent claim(JobEvent event, EventReceiver receiver) {
        Exchange exchange = null;
        ClaimedEvent claimed = null;
        try {
            exchange = receiver.createExchange();
            claimed = claim(event, receiver, exchange);
        } finally {
            if (claimed == null) {
                receiver.released();
                if (exchange != null) {
                    discard(exchange, receiver);
                }
            }
        }
        return claimed != null && claimed.open() ? claimed : null;
    }

    private @Nullable ClaimedEvent claim(JobEvent event, EventReceiver receiver, Exchange exchange) {
        JobHeaders.set(exchange.getMessage(), event);
        String key;
        try {
            key = memory.key(exchange, event);
        } catch (RuntimeException e) {
            exceptionHandler.get().handleException(
                    "Event " + event.id() + " has no key. It is not delivered until the option idempotentKey gives one",
                    exchange, e);
            return null;
        }
        // before the repository is asked, so that no other exchange handles it in between
        EventClaim claim = memory.claim(event, key, this, releasing(event, receiver));
        return claim == null ? null : new ClaimedEvent(event, receiver, exchange, key, claim);
    }

    private static void discard(Exchange exchange, EventReceiver receiver) {
        if (exchange.getException() == null) {
            exchange.setException(new IllegalStateException("The event was not delivered"));
        }
        // for example deletes the file of a download
        UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
        receiver.discard(exchange);
    }

    // does not refer to the exchange: the claim of an exchange that is dropped ends when it is garbage
    private Consumer<Boolean> releasing(JobEvent event, EventReceiver receiver) {
        return tried -> {
            receiver.released();
            if (tried) {
                meters.failed(event, receiver);
            }
        };
    }

    /**
     * An event that is claimed and not yet routed. It must be routed or released.
     */
    final class ClaimedEvent {

        private final JobEvent event;
        private final EventReceiver receiver;
        private final Exchange exchange;
        private final String key;
        private final EventClaim claim;
        private long checkedAt;

        private ClaimedEvent(JobEvent event, EventReceiver receiver, Exchange exchange, String key, EventClaim claim) {
            this.event = event;
            this.receiver = receiver;
            this.exchange = exchange;
            this.key = key;
            this.claim = claim;
        }

        /**
         * Prepares the event for its route; releases it if it was handled before.
         *
         * @return whether it must be routed
         */
        private boolean open() {
            boolean open = false;
            try {
                if (!isKnown()) {
                    contexts.restore(exchange.getMessage(), event.job());
                    open = true;
                }
            } catch (RuntimeException e) {
                // an error of the repository counts as a failed delivery
                claim.begin();
                throw e;
            } finally {
                if (!open) {
                    release();
                }
            }
            return open;
        }

        private boolean isKnown() {
            checkedAt = nanoTime.getAsLong();
            if (!memory.contains(exchange, key)) {
                return false;
            }
            receiver.acknowledged();
            claim.acknowledge();
            if (deletion.deletesKnown(event) && memory.isDeletable(exchange, event)) {
                deletion.eventKnown(event);
            }
            return true;
        }

        Exchange exchange() {
            return exchange;
        }

        /**
         * Routes the event.
         *
         * @return whether the route handled the event or is handling it
         */
        boolean route() {
            boolean routed = false;
            try {
                // false also if the consumer stopped while its route handled the events before
                if (receiver.isObsolete() || isShared() && !claimForNode() || !claim.begin()) {
                    return false;
                }
                // another node may have handled it while the route handled the events before
                if ((isShared() || nanoTime.getAsLong() - checkedAt > CHECK_AGAIN.toNanos()) && isKnown()) {
                    return false;
                }
                deletion.eventBegins(event);
                if (event.type() != JobEventType.deleted && event.type() != JobEventType.expiring) {
                    results.setFetched(exchange, session.get().client(), event.job());
                }
                results.arrive(exchange);
                start();
                routed = true;
                return !claim.isReleased();
            } finally {
                if (!routed) {
                    release();
                }
            }
        }

        private boolean claimForNode() {
            Optional<HeldClaim> held;
            try {
                held = nodeClaims.claim(event, key);
            } catch (RuntimeException e) {
                // an error of the repository counts as a failed delivery
                claim.begin();
                throw e;
            }
            held.ifPresent(claim::bind);
            if (held.isEmpty() && claim.leave()) {
                receiver.claimedElsewhere();
            }
            return held.isPresent();
        }

        private void start() {
            EventClaim.Completion completion = claim.endWith(exchange, this::handled);
            meters.delivered(event, receiver, exchange);
            receiver.route(exchange);
            claim.bind(completion);
            if (stopped && !claim.isAlive()) {
                claim.abandon();
            }
        }

        private void handled(Exchange done) {
            meters.ended(event, done, memory.repository() != null);
            try {
                if (deletion.deletesKnown(event) && deletion.isRead(event)) {
                    memory.addDeletable(done, event);
                }
                memory.add(done, key);
            } catch (Exception e) {
                exceptionHandler.get().handleException(
                        "Event " + event.id() + " was handled, but could not be remembered as such. It is delivered again",
                        done, e);
                return;
            }
            meters.handled(event);
            receiver.acknowledged();
            claim.acknowledge();
            removeContext();
            deletion.eventHandled(event, done);
        }

        private void removeContext() {
            // another event that an ended job shows comes before the end; after that of a round the job may continue
            boolean last = event.type() == JobEventType.deleted || event.type() == JobEventType.completed
                    || EventSelection.COMPLETION.contains(event.type()) && JobEventDetector.endWithoutTime(event.job()) != null;
            DiffbotSession current = session.orNull();
            if (last && current != null) {
                contexts.removeUnless(event.job(), () -> current.isNeeded(event));
            }
        }

        /**
         * Releases an event that was not routed.
         */
        void release() {
            claim.release();
            discard(exchange, receiver);
        }
    }
}
