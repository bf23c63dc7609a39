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
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

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

    private final Initializer pooled = new Initializer();
    private final Map<Clock, ChangeLog> byClock = Collections.synchronizedMap(new WeakHashMap<>());

    public void start(CamelContext context) {
        if (arePooled(context)) {
            pooled.addTo(context.getManagementStrategy());
        }
    }

    public void stop(CamelContext context) {
        if (arePooled(context)) {
            pooled.removeFrom(context.getManagementStrategy());
        }
    }

    /**
     * Returns the log of the message; null if no change was sent.
     */
    @Nullable
    ChangeLog find(Exchange exchange) {
        ChangeLog changes = exchange.getProperty(PROPERTY, ChangeLog.class);
        return changes != null || arePooled(exchange.getContext())
                ? changes : byClock.get(exchange.getClock());
    }

    /**
     * Returns the log of the message, creating it if necessary.
     */
    public ChangeLog of(Exchange exchange) {
        ChangeLog changes = exchange.getProperty(PROPERTY, ChangeLog.class);
        if (changes == null) {
            changes = arePooled(exchange.getContext())
                    ? new ChangeLog() : byClock.computeIfAbsent(exchange.getClock(), clock -> new ChangeLog());
            exchange.setProperty(PROPERTY, changes);
        }
        return changes;
    }

    private static boolean arePooled(CamelContext context) {
        return context.getCamelContextExtension().getExchangeFactory().isPooled()
                || context.getCamelContextExtension().getProcessorExchangeFactory().isPooled();
    }

    /**
     * Adds a log of changes to each exchange of a Camel context with pooled exchanges before copies are made. Copies
     * share the log with the original; nothing else relates them if exchanges are pooled.
     */
    private static final class Initializer extends EventNotifierSupport {

        Initializer() {
            setIgnoreCamelContextEvents(true);
            setIgnoreCamelContextInitEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreStepEvents(true);
            setIgnoreExchangeAsyncProcessingStartedEvents(true);
            setIgnoreExchangeCompletedEvent(true);
            setIgnoreExchangeFailedEvents(true);
            setIgnoreExchangeRedeliveryEvents(true);
            setIgnoreExchangeSendingEvents(true);
            setIgnoreExchangeSentEvents(true);
        }

        void addTo(ManagementStrategy management) {
            ServiceHelper.startService(this);
            management.addEventNotifier(this);
        }

        void removeFrom(ManagementStrategy management) {
            management.removeEventNotifier(this);
            ServiceHelper.stopService(this);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeCreatedEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent created) {
                Exchange exchange = created.getExchange();
                if (exchange.getProperty(PROPERTY) == null) {
                    exchange.setProperty(PROPERTY, new ChangeLog());
                }
            }
        }
    }
}
