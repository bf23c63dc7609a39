/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Adds a log of changes to each exchange of a Camel context with pooled exchanges before copies are made. Copies share
 * the log with the original; nothing else relates them if exchanges are pooled.
 */
final class ChangeLogInitializer extends EventNotifierSupport {

    ChangeLogInitializer() {
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

    static boolean arePooled(CamelContext context) {
        return context.getCamelContextExtension().getExchangeFactory().isPooled()
                || context.getCamelContextExtension().getProcessorExchangeFactory().isPooled();
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
            if (exchange.getProperty(ChangeLogs.PROPERTY) == null) {
                exchange.setProperty(ChangeLogs.PROPERTY, new ChangeLog());
            }
        }
    }
}
