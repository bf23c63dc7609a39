/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.camel.Exchange;
import org.apache.camel.clock.Clock;

/**
 * Finds the changes that were sent for the message that an exchange is about.
 * <p>
 * They are a property of the exchange that sent the first one, which Camel copies to all that are made of it later. The
 * exchange that this one was itself copied from, as before a split or a circuit breaker, is found by its clock: Camel
 * gives one to each new message and the same to all copies. Where exchanges are pooled, clocks are used again, and only
 * the property counts.
 */
final class MessageChanges {

    static final String PROPERTY = "CamelDiffbotSentChanges";

    private final Map<Clock, SentChanges> byClock = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The changes that were sent for the message; null when none were.
     */
    SentChanges find(Exchange exchange) {
        SentChanges changes = exchange.getProperty(PROPERTY, SentChanges.class);
        return changes != null || isPooled(exchange) ? changes : byClock.get(exchange.getClock());
    }

    /**
     * The same, to add one.
     */
    SentChanges of(Exchange exchange) {
        SentChanges changes = exchange.getProperty(PROPERTY, SentChanges.class);
        if (changes == null) {
            changes = isPooled(exchange)
                    ? new SentChanges() : byClock.computeIfAbsent(exchange.getClock(), clock -> new SentChanges());
            exchange.setProperty(PROPERTY, changes);
        }
        return changes;
    }

    private static boolean isPooled(Exchange exchange) {
        return exchange.getContext().getCamelContextExtension().getExchangeFactory().isPooled();
    }
}
