/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Examines exchanges that a step of Camel created as a copy of another one.
 */
final class ExchangeCopy {

    private static final String OURS = ExchangeCopy.class.getPackageName() + '.';

    private ExchangeCopy() {
    }

    /**
     * Returns the id of the exchange from which the copy was made; null if it is not a copy. An exchange that took over
     * the properties of its copy returns its own id.
     */
    static @Nullable String original(Exchange copy) {
        String original = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        return copy.getExchangeId().equals(original) ? null : original;
    }

    /**
     * Returns whether a step waits for the copy. No step waits for copies of seda without a reply and groups of an
     * aggregator.
     */
    static boolean isAwaited(Exchange copy) {
        if (!CamelClasses.areKnown()) {
            return true;
        }
        if (copy.getProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY) != null && isGroup(copy)) {
            return false;
        }
        return ExchangeHelper.isOutCapable(copy) || copy.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT) != null
                || isInCircuitBreaker();
    }

    // copies of a group have its properties too, but not the synchronization that the aggregator adds
    private static boolean isGroup(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        AtomicBoolean found = new AtomicBoolean(work == null);
        if (work != null) {
            work.handoverSynchronization(exchange, each -> {
                found.compareAndSet(false, each.getClass().getName().equals(CamelClasses.AGGREGATED));
                return false;
            });
        }
        return found.get();
    }

    /**
     * Returns whether a split without an aggregation strategy discards the copy's result.
     */
    static boolean isDiscarded(Exchange copy) {
        Map<?, ?> strategies = copy.getProperty(ExchangePropertyKey.AGGREGATION_STRATEGY, Map.class);
        return strategies != null && copy.getProperty(ExchangePropertyKey.MULTICAST_INDEX) == null
                && strategies.values().stream()
                        .anyMatch(strategy -> strategy.getClass().getName().equals(CamelClasses.USE_ORIGINAL));
    }

    /**
     * Returns whether a consumer such as that of seda created the exchange, and not a step of another route.
     */
    static boolean isFromQueue(Exchange copy) {
        Route route = copy.getUnitOfWork() == null ? null : copy.getUnitOfWork().getRoute();
        return route != null && route.getRouteId().equals(copy.getFromRouteId());
    }

    /**
     * Returns whether the caller is a step that copies an exchange and neither waits for the copy nor hands over its
     * synchronizations: wireTap, or seda without a reply. Camel reports only that a copy is made.
     *
     * @param handsOver whether the exchange has synchronizations, which seda hands over
     */
    static boolean isLoneCopy(boolean handsOver) {
        if (!CamelClasses.areKnown()) {
            return true;
        }
        return StackWalker.getInstance().walk(frames -> {
            List<StackWalker.StackFrame> callers = frames
                    .dropWhile(frame -> frame.getClassName().startsWith(OURS)
                            || CamelClasses.COPYING.contains(frame.getClassName()))
                    .limit(CamelClasses.SEDA.size()).toList();
            return callers.get(0).getClassName().equals(CamelClasses.WIRE_TAP)
                    || !handsOver && callers.stream().map(ExchangeCopy::method).toList().equals(CamelClasses.SEDA);
        });
    }

    private static String method(StackWalker.StackFrame frame) {
        return frame.getClassName() + '.' + frame.getMethodName();
    }

    static boolean isInCircuitBreaker() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(CamelClasses.CIRCUIT_BREAKERS)));
    }
}
