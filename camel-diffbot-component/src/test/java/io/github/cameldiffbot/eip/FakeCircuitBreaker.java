/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.Callable;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * A step that works as Camel's circuit breakers do: with a copy of the exchange that has a unit of work of its own,
 * whose results are given back.
 */
final class FakeCircuitBreaker implements Processor {

    private final Processor block;

    FakeCircuitBreaker(Processor block) {
        this.block = block;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        new CircuitBreakerTask(exchange).call();
    }

    private final class CircuitBreakerTask implements Callable<Exchange> {

        private final Exchange exchange;

        CircuitBreakerTask(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public Exchange call() throws Exception {
            Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
            UnitOfWork work = PluginHelper.getUnitOfWorkFactory(copy.getContext()).createUnitOfWork(copy);
            copy.getExchangeExtension().setUnitOfWork(work);
            work.pushRoute(ExchangeHelper.getRoute(exchange));
            try {
                block.process(copy);
            } catch (Exception e) {
                copy.setException(e);
            } finally {
                ExchangeHelper.copyResults(exchange, copy);
                exchange.setException(copy.getException());
                UnitOfWorkHelper.doneUow(work, copy);
            }
            return exchange;
        }
    }
}
