/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Routes one event of a consumer or webhook.
 */
public interface EventReceiver {

    Exchange createExchange();

    /**
     * Returns the uptime of the consumer or webhook.
     */
    Duration uptime();

    /**
     * Returns the id of the route; null for none.
     */
    @Nullable
    String routeId();

    /**
     * Returns whether the reason for the event has ended since it was claimed. Then it is not routed.
     */
    default boolean isObsolete() {
        return false;
    }

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

    /**
     * Called instead of {@link #released()} while another node handles the event. It must be delivered again, because
     * that node may fail or end.
     */
    default void claimedElsewhere() {
        released();
    }
}
