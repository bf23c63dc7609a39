/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;

/**
 * What can be known about an exchange that a step of Camel made as a copy of another one.
 */
final class ExchangeCopy {

    private static final String OURS = ExchangeCopy.class.getPackageName() + '.';
    // what copies an exchange for a step
    private static final Set<String> COPYING = Set.of(
            "org.apache.camel.support.AbstractExchange", "org.apache.camel.support.DefaultExchange",
            "org.apache.camel.support.DefaultPooledExchange", "org.apache.camel.support.ExchangeHelper",
            "org.apache.camel.impl.engine.PrototypeProcessorExchangeFactory",
            "org.apache.camel.impl.engine.PooledProcessorExchangeFactory");
    private static final String WIRE_TAP = "org.apache.camel.processor.WireTapProcessor";
    private static final List<String> SEDA = List.of(
            "org.apache.camel.component.seda.SedaProducer.prepareCopy",
            "org.apache.camel.component.seda.SedaProducer.addToQueue");

    private ExchangeCopy() {
    }

    /**
     * The id of the exchange that it is a copy of. Null when it is no copy; an exchange that has taken over the
     * properties of its copy says that it is its own one.
     */
    static String original(Exchange copy) {
        String original = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        return copy.getExchangeId().equals(original) ? null : original;
    }

    /**
     * Whether a step waits for it. There are copies for which nobody waits: those of seda without a reply, and groups
     * of an aggregator.
     */
    static boolean isAwaited(Exchange copy) {
        if (copy.getProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY) != null && isGroup(copy)) {
            return false;
        }
        return ExchangeHelper.isOutCapable(copy) || copy.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT) != null
                || isInCircuitBreaker();
    }

    // copies of a group have its properties, too, but not the synchronization that an aggregator gives it
    private static boolean isGroup(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        AtomicBoolean found = new AtomicBoolean(work == null);
        if (work != null) {
            work.handoverSynchronization(exchange, each -> {
                found.compareAndSet(false, each.getClass().getName().contains(".AggregateProcessor$"));
                return false;
            });
        }
        return found.get();
    }

    /**
     * Whether a split without an aggregation strategy drops what it brings.
     */
    static boolean isDiscarded(Exchange copy) {
        Map<?, ?> strategies = copy.getProperty(ExchangePropertyKey.AGGREGATION_STRATEGY, Map.class);
        return strategies != null && copy.getProperty(ExchangePropertyKey.MULTICAST_INDEX) == null
                && strategies.values().stream()
                        .anyMatch(strategy -> strategy.getClass().getSimpleName().equals("UseOriginalAggregationStrategy"));
    }

    /**
     * Whether it was begun by a consumer, as that of seda, and not by a step of another route.
     */
    static boolean isFromQueue(Exchange copy) {
        Route route = copy.getUnitOfWork() == null ? null : copy.getUnitOfWork().getRoute();
        return route != null && route.getRouteId().equals(copy.getFromRouteId());
    }

    /**
     * Whether this is called while a step copies an exchange, and will neither wait for the copy nor hand over to it
     * what is to be done at the end: wireTap, or seda without a reply. Camel says only that there is a copy.
     *
     * @param handsOver whether the exchange has something to hand over, which seda does
     */
    static boolean isMadeToGoOnAlone(boolean handsOver) {
        return StackWalker.getInstance().walk(frames -> {
            List<StackWalker.StackFrame> callers = frames
                    .dropWhile(frame -> frame.getClassName().startsWith(OURS) || COPYING.contains(frame.getClassName()))
                    .limit(SEDA.size()).toList();
            return callers.get(0).getClassName().equals(WIRE_TAP)
                    || !handsOver && callers.stream().map(ExchangeCopy::method).toList().equals(SEDA);
        });
    }

    private static String method(StackWalker.StackFrame frame) {
        return frame.getClassName() + '.' + frame.getMethodName();
    }

    private static boolean isInCircuitBreaker() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("CircuitBreakerTask")));
    }
}
