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
 * Delivers events to a route, at least once: an event is claimed, looked up among those that were handled before, made
 * an exchange and routed. When the exchange is done, the event is remembered as handled and its job deleted where that
 * is wanted, or the claim is released and the event comes again. This is the whole protocol; a consumer and a webhook
 * are its two callers.
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
     * One event on its way to the route of a consumer or webhook.
     */
    public interface Receiver {

        Exchange createExchange();

        /**
         * How long the consumer or webhook has run.
         */
        Duration uptime();

        /**
         * Hands the exchange to the route.
         */
        void route(Exchange exchange);

        /**
         * Takes back an exchange that was not routed.
         */
        void discard(Exchange exchange);

        /**
         * The event was handled, now or before.
         */
        void acknowledged();

        /**
         * The event was not handled: it is to be delivered again.
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

    public void start() throws Exception {
        memory.start();
        results.start();
        stopped = false;
    }

    /**
     * Ends the claims of exchanges that nobody will process, as of a polling consumer that is stopped.
     */
    public void stop() {
        stopped = true;
        memory.inProgress().releaseOf(this);
    }

    /**
     * Does what earlier events left to do: releases claims of dropped exchanges, and deletes jobs that could not be
     * deleted before.
     */
    public void tidy() {
        memory.inProgress().releaseDropped();
        deletion.retry();
    }

    /**
     * Delivers an event, unless another exchange handles it at the moment, or it was handled before.
     *
     * @return whether the route handled it or still has it
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
        deletion.eventKnown(event);
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
            // an exchange can end after all else has stopped
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
            // such as deleting the file of a download that was to be its body
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
            receiver.discard(exchange);
        }
    }
}
