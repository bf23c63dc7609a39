/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.clock.Clock;

/**
 * Finds the changes that were sent for the message that an exchange is about.
 * <p>
 * They are a property of the exchange that sent the first one, which Camel copies to all that are made of it later. The
 * exchange that this one was itself copied from, as before a split or a circuit breaker, is found by its clock: Camel
 * gives one to each new message and the same to all copies. Where exchanges are pooled, clocks are used again, and each
 * exchange gets the property before copies are made of it.
 */
public final class MessageChanges {

    static final String PROPERTY = "CamelDiffbotSentChanges";

    private final PooledMessages pooled = new PooledMessages();
    private final Map<Clock, SentChanges> byClock = Collections.synchronizedMap(new WeakHashMap<>());

    public void start(CamelContext context) {
        if (PooledMessages.arePooled(context)) {
            pooled.addTo(context.getManagementStrategy());
        }
    }

    public void stop(CamelContext context) {
        if (PooledMessages.arePooled(context)) {
            pooled.removeFrom(context.getManagementStrategy());
        }
    }

    /**
     * The changes that were sent for the message; null when none were.
     */
    SentChanges find(Exchange exchange) {
        SentChanges changes = exchange.getProperty(PROPERTY, SentChanges.class);
        return changes != null || PooledMessages.arePooled(exchange.getContext()) ? changes : byClock.get(exchange.getClock());
    }

    /**
     * The same, to add one.
     */
    public SentChanges of(Exchange exchange) {
        SentChanges changes = exchange.getProperty(PROPERTY, SentChanges.class);
        if (changes == null) {
            changes = PooledMessages.arePooled(exchange.getContext())
                    ? new SentChanges() : byClock.computeIfAbsent(exchange.getClock(), clock -> new SentChanges());
            exchange.setProperty(PROPERTY, changes);
        }
        return changes;
    }
}
