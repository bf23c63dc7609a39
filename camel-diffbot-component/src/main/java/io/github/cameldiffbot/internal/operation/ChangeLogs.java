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
 * The log is a property of the exchange that sent the first change, which Camel copies to later copies of the exchange.
 * The exchange that this one was itself copied from, as before a split or a circuit breaker, is found by its clock:
 * Camel gives one to each new message and the same to all copies. Where exchanges are pooled, clocks are used again,
 * and each exchange gets the property before copies are made of it.
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
