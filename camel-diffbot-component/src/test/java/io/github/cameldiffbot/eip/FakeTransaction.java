/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;

/**
 * Marks exchanges as transacted while they are in a block, as a policy of a transaction manager does.
 */
final class FakeTransaction implements TransactedPolicy {

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor processor) {
        return new Processor() {
            @Override
            public void process(Exchange exchange) throws Exception {
                exchange.getUnitOfWork().beginTransactedBy(this);
                try {
                    processor.process(exchange);
                } finally {
                    exchange.getUnitOfWork().endTransactedBy(this);
                }
            }
        };
    }
}
