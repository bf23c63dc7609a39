/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.session.EndpointSession;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The default exception handler of consumers. Failed polls of all consumers of a token are logged briefly as one
 * outage; other exceptions are logged like in Camel.
 */
public final class PollExceptionHandler extends LoggingExceptionHandler {

    private final ConsumerState consumer;
    private final EndpointSession session;

    /**
     * @param logger the logger name
     */
    public PollExceptionHandler(CamelContext camelContext, Class<?> logger, ConsumerState consumer, EndpointSession session) {
        super(camelContext, logger);
        this.consumer = consumer;
        this.session = session;
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
        if (exchange == null && exception != null && exception == consumer.pollTimes().failure()) {
            session.get().outage().recordFailure(consumer, exception);
        } else {
            super.handleException(message, exchange, exception);
        }
    }
}
