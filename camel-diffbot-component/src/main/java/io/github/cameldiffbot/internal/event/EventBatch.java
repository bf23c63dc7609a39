/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * The events that a consumer delivers in one round. All are claimed and checked against the handled events before the
 * first is routed, so that Camel's batch properties count only exchanges that are routed. With a claimRepository, each
 * event is a batch of its own, because the node claims it just before its route. Events that are not routed are
 * released when the batch is closed, whatever happened before.
 */
public final class EventBatch implements AutoCloseable {

    private final EventDelivery delivery;
    private final Queue<JobEvent> unclaimed;
    private final Consumer<JobEvent> releaser;
    private final Deque<EventDelivery.ClaimedEvent> claimed = new ArrayDeque<>();
    private int size;
    private int index;
    private int delivered;
    private @Nullable Exception failure;

    /**
     * @param events   removed from the queue when they are claimed
     * @param releaser releases an event that was not claimed
     */
    public EventBatch(EventDelivery delivery, Queue<JobEvent> events, Consumer<JobEvent> releaser) {
        this.delivery = delivery;
        this.unclaimed = events;
        this.releaser = releaser;
    }

    /**
     * Claims the events.
     *
     * @param allowed whether the consumer still runs
     */
    public void claim(BooleanSupplier allowed, Function<JobEvent, EventReceiver> receivers) {
        while (!unclaimed.isEmpty() && allowed.getAsBoolean()) {
            JobEvent event = unclaimed.remove();
            try {
                EventDelivery.ClaimedEvent next = delivery.claim(event, receivers.apply(event));
                if (next != null) {
                    claimed.add(next);
                }
            } catch (Exception e) {
                // an error of the event repository must not delay other jobs
                failure = e;
            }
        }
        size = claimed.size();
    }

    /**
     * Returns the number of events that are not routed yet.
     */
    public int remaining() {
        return claimed.size();
    }

    public void routeNext() {
        EventDelivery.ClaimedEvent event = claimed.remove();
        Exchange exchange = event.exchange();
        // other nodes may handle the events after this one
        boolean alone = delivery.isShared();
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, alone ? 0 : index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, alone ? 1 : size);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, alone || claimed.isEmpty());
        index++;
        try {
            if (event.route()) {
                delivered++;
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    /**
     * Returns the number of events that the route handled or is handling.
     */
    public int delivered() {
        return delivered;
    }

    /** Returns the last failure to deliver an event; null if there was none. */
    public @Nullable Exception failure() {
        return failure;
    }

    @Override
    public void close() {
        while (!claimed.isEmpty()) {
            claimed.remove().release();
        }
        while (!unclaimed.isEmpty()) {
            releaser.accept(unclaimed.remove());
        }
    }
}
