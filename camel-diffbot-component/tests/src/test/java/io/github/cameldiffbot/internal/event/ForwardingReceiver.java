/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Forwards to another receiver, except for what a test overrides. */
class ForwardingReceiver implements EventReceiver {

    private final EventReceiver receiver;

    ForwardingReceiver(EventReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public Exchange createExchange() {
        return receiver.createExchange();
    }

    @Override
    public Duration uptime() {
        return receiver.uptime();
    }

    @Override
    public @Nullable String routeId() {
        return receiver.routeId();
    }

    @Override
    public boolean isObsolete() {
        return receiver.isObsolete();
    }

    @Override
    public void route(Exchange exchange) {
        receiver.route(exchange);
    }

    @Override
    public void discard(Exchange exchange) {
        receiver.discard(exchange);
    }

    @Override
    public void acknowledged() {
        receiver.acknowledged();
    }

    @Override
    public void released() {
        receiver.released();
    }
}
