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
 * Finds the log of changes that were sent for the message of an exchange.
 * <p>
 * The log is a property of the exchange that sent the first change, and Camel copies it to later copies of the
 * exchange. The original of an exchange, as before a split or a circuit breaker, is found by its clock: Camel creates
 * one for each new message and shares it with all copies. Pooled exchanges reuse clocks; there each exchange gets the
 * property before it is copied.
 */
public final class ChangeLogs {

    static final String PROPERTY = "CamelDiffbotSentChanges";

    private final ChangeLogInitializer pooled = new ChangeLogInitializer();
    private final Map<Clock, ChangeLog> byClock = Collections.synchronizedMap(new WeakHashMap<>());

    public void start(CamelContext context) {
        if (ChangeLogInitializer.arePooled(context)) {
            pooled.addTo(context.getManagementStrategy());
        }
    }

    public void stop(CamelContext context) {
        if (ChangeLogInitializer.arePooled(context)) {
            pooled.removeFrom(context.getManagementStrategy());
        }
    }

    /**
     * Returns the log of the message; null if no change was sent.
     */
    ChangeLog find(Exchange exchange) {
        ChangeLog changes = exchange.getProperty(PROPERTY, ChangeLog.class);
        return changes != null || ChangeLogInitializer.arePooled(exchange.getContext())
                ? changes : byClock.get(exchange.getClock());
    }

    /**
     * Returns the log of the message, creating it if necessary.
     */
    public ChangeLog of(Exchange exchange) {
        ChangeLog changes = exchange.getProperty(PROPERTY, ChangeLog.class);
        if (changes == null) {
            changes = ChangeLogInitializer.arePooled(exchange.getContext())
                    ? new ChangeLog() : byClock.computeIfAbsent(exchange.getClock(), clock -> new ChangeLog());
            exchange.setProperty(PROPERTY, changes);
        }
        return changes;
    }
}
