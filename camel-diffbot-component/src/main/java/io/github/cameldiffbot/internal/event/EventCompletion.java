/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.cameldiffbot.internal.exchange.Rollback;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What is done about an event when its exchange is done, in whichever exchange that is by then: it is acknowledged, or
 * its claim is released. An error that the route itself handled is handled.
 */
final class EventCompletion extends SynchronizationAdapter {

    private final String eventId;
    private final EventClaim claim;
    private final Consumer<Exchange> handled;
    private final AtomicInteger handovers = new AtomicInteger();
    private volatile Exchange exchange;

    /**
     * @param handled is done when the route succeeded
     */
    EventCompletion(String eventId, Exchange exchange, EventClaim claim, Consumer<Exchange> handled) {
        this.eventId = eventId;
        this.exchange = exchange;
        this.claim = claim;
        this.handled = handled;
    }

    @Override
    public int getOrder() {
        // after the results are closed, the position of an incremental read is saved and all else is done
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
            claim.release();
        }
    }

    @Override
    public void onFailure(Exchange done) {
        claim.release();
    }

    String eventId() {
        return eventId;
    }

    /**
     * The exchange that has it now.
     */
    Exchange exchange() {
        return exchange;
    }

    /**
     * How many exchanges have handed it over to another one.
     */
    int handovers() {
        return handovers.get();
    }

    boolean isHandedOver() {
        return handovers() > 0;
    }

    /**
     * Whether the exchange waits to be processed: it has this to do at its end, and nobody has begun with it.
     */
    boolean isPending() {
        Exchange current = exchange;
        return current.getUnitOfWork() == null && current.getExchangeExtension().containsOnCompletion(this);
    }
}
