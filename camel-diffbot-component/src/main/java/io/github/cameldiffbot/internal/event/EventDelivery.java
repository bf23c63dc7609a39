/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.session.Meters;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.UnitOfWorkHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to a route at least once. An event is claimed, checked against the handled events, and routed as an
 * exchange. When the exchange is done, the event is stored as handled and its job deleted if configured; otherwise the
 * claim is released and the event is delivered again. Consumers and webhooks use this protocol.
 */
public final class EventDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final EndpointSession session;
    private final EventRepository memory;
    private final ResultBodyFactory results;
    private final DeleteAfterCompletion deletion;
    private final Supplier<ExceptionHandler> exceptionHandler;
    private volatile boolean stopped;

    /**
     * Routes one event of a consumer or webhook.
     */
    public interface Receiver {

        Exchange createExchange();

        /**
         * Returns the uptime of the consumer or webhook.
         */
        Duration uptime();

        /**
         * Routes the exchange.
         */
        void route(Exchange exchange);

        /**
         * Discards an exchange that was not routed.
         */
        void discard(Exchange exchange);

        /**
         * Called when the event was handled, now or before.
         */
        void acknowledged();

        /**
         * Called when the event was not handled and must be delivered again.
         */
        void released();
    }

    public EventDelivery(EndpointSession session, EventRepository memory, ResultBodyFactory results,
                         DeleteAfterCompletion deletion,
                         Supplier<ExceptionHandler> exceptionHandler) {
        this.session = session;
        this.memory = memory;
        this.results = results;
        this.deletion = deletion;
        this.exceptionHandler = exceptionHandler;
    }

    public void start() {
        memory.start();
        results.start();
        stopped = false;
    }

    /**
     * Releases the claims of exchanges that will not be processed, such as those of a stopped polling consumer.
     */
    public void stop() {
        stopped = true;
        memory.inProgress().releaseOf(this);
    }

    /**
     * Releases claims of dropped exchanges and retries failed deletions.
     */
    public void tidy() {
        memory.inProgress().releaseDropped();
        deletion.retry();
    }

    /**
     * Delivers an event unless another exchange handles it now or it was handled before.
     *
     * @return whether the route handled the event or is handling it
     */
    public boolean deliver(JobEvent event, Receiver receiver) {
        Exchange exchange = null;
        EventClaim claim = null;
        boolean routed = false;
        try {
            exchange = receiver.createExchange();
            EventMessageFactory.fill(exchange, event);
            String key = memory.key(exchange, event);
            claim = memory.claim(key, this, () -> released(event, receiver));
            if (claim == null || isKnown(event, key, claim, exchange, receiver)) {
                return false;
            }
            deletion.eventBegins(event);
            EventMessageFactory.fetch(exchange, event, results, session.get().client());
            results.arrive(exchange);
            route(event, key, claim, exchange, receiver);
            routed = true;
            return !claim.isReleased();
        } finally {
            if (!routed) {
                notRouted(claim, exchange, receiver);
            }
        }
    }

    private boolean isKnown(JobEvent event, String key, EventClaim claim, Exchange exchange, Receiver receiver) {
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

    private void route(JobEvent event, String key, EventClaim claim, Exchange exchange, Receiver receiver) {
        EventCompletion completion = new EventCompletion(
                event.id(), exchange, claim, done -> handled(event, key, claim, done, receiver));
        exchange.getExchangeExtension().addOnCompletion(completion);
        count(event, meters -> meters.eventDelivered(event, receiver.uptime()));
        receiver.route(exchange);
        claim.bind(completion);
        if (stopped && !claim.isAlive()) {
            claim.abandon();
        }
    }

    private void handled(JobEvent event, String key, EventClaim claim, Exchange exchange, Receiver receiver) {
        try {
            if (deletion.deletesKnown(event) && deletion.isRead(event)) {
                memory.addDeletable(exchange, event);
            }
            memory.add(exchange, key);
        } catch (Exception e) {
            claim.release();
            exceptionHandler.get().handleException(
                    "Event " + event.id() + " was handled, but could not be remembered as such. It is delivered again",
                    exchange, e);
            return;
        }
        receiver.acknowledged();
        claim.acknowledge();
        deletion.eventHandled(event, exchange);
    }

    private void released(JobEvent event, Receiver receiver) {
        receiver.released();
        count(event, meters -> meters.eventFailed(event));
    }

    private void count(JobEvent event, Consumer<Meters> counting) {
        DiffbotSession current = session.ifAny();
        try {
            // an exchange can end after the session has stopped
            counting.accept(current == null ? Meters.NONE : current.meters());
        } catch (RuntimeException e) {
            LOG.warn("Event {} could not be counted", event.id(), e);
        }
    }

    private void notRouted(EventClaim claim, Exchange exchange, Receiver receiver) {
        if (claim == null) {
            receiver.released();
        } else {
            claim.release();
        }
        if (exchange != null) {
            if (exchange.getException() == null) {
                exchange.setException(new IllegalStateException("The event was not delivered"));
            }
            // for example deletes the file of a download
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
            receiver.discard(exchange);
        }
    }
}
