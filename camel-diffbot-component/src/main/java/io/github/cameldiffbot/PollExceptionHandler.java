/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.Exchange;
import org.apache.camel.support.LoggingExceptionHandler;

/**
 * What a consumer does about exceptions where nothing else is configured: polls that fail are logged briefly, and with
 * those of the token's other consumers as one outage; anything else is logged as Camel does.
 */
final class PollExceptionHandler extends LoggingExceptionHandler {

    private final DiffbotConsumer consumer;

    PollExceptionHandler(DiffbotConsumer consumer) {
        super(consumer.getEndpoint().getCamelContext(), DiffbotConsumer.class);
        this.consumer = consumer;
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exchange == null && exception != null && exception == consumer.getClock().failure()) {
            consumer.getEndpoint().getSession().outage().begins(consumer, exception);
        } else {
            super.handleException(message, exchange, exception);
        }
    }
}
