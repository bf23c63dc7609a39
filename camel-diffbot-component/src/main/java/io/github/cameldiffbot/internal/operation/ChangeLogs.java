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
     * The changes that were sent for the message; null when none were.
     */
    ChangeLog find(Exchange exchange) {
        ChangeLog changes = exchange.getProperty(PROPERTY, ChangeLog.class);
        return changes != null || ChangeLogInitializer.arePooled(exchange.getContext())
                ? changes : byClock.get(exchange.getClock());
    }

    /**
     * The same, to add one.
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
