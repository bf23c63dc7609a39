/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Calls back at the end of an exchange, before other synchronizations, and when Camel hands this over to another
 * exchange.
 */
final class ExchangeEnd extends SynchronizationAdapter {

    private final Consumer<Exchange> ended;
    private final Consumer<Exchange> handedOver;

    ExchangeEnd(Consumer<Exchange> ended, Consumer<Exchange> handedOver) {
        this.ended = ended;
        this.handedOver = handedOver;
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }

    @Override
    public void beforeHandover(Exchange target) {
        handedOver.accept(target);
    }

    @Override
    public void onDone(Exchange done) {
        ended.accept(done);
    }
}
