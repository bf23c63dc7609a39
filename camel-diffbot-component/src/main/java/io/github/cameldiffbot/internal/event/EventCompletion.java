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
 * Acknowledges an event or releases its claim when its exchange, or the one to which it was handed over, is done. An
 * error that the route handled counts as success.
 */
final class EventCompletion extends SynchronizationAdapter {

    private final String eventId;
    private final EventClaim claim;
    private final Consumer<Exchange> handled;
    private final AtomicInteger handovers = new AtomicInteger();
    private volatile Exchange exchange;

    /**
     * Creates a completion.
     *
     * @param handled called after the route succeeded
     */
    EventCompletion(String eventId, Exchange exchange, EventClaim claim, Consumer<Exchange> handled) {
        this.eventId = eventId;
        this.exchange = exchange;
        this.claim = claim;
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

    Exchange exchange() {
        return exchange;
    }

    /**
     * Returns the number of handovers to another exchange.
     */
    int handovers() {
        return handovers.get();
    }

    boolean isHandedOver() {
        return handovers() > 0;
    }

    /**
     * Returns whether the exchange waits to be processed.
     */
    boolean isPending() {
        Exchange current = exchange;
        return current.getUnitOfWork() == null && current.getExchangeExtension().containsOnCompletion(this);
    }
}
