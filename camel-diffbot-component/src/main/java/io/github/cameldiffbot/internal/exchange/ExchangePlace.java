/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.lang.ref.WeakReference;
import java.util.Deque;
import java.util.Objects;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;

/**
 * The position of an exchange according to Camel's properties: the node and route, the iteration of a loop, the part of
 * a split or branch of a multicast, and the last failure.
 */
public final class ExchangePlace {

    private final String node;
    private final String exchange;
    private final Object loop;
    private final Object loopSize;
    private final Object split;
    private final Object branch;
    private final WeakReference<Object> caught;
    private final Object redelivery;
    private final boolean handling;
    private final boolean failureDelivered;

    private ExchangePlace(String node, Exchange exchange) {
        this.node = node;
        this.exchange = exchange.getExchangeId();
        loop = exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
        loopSize = exchange.getProperty(ExchangePropertyKey.LOOP_SIZE);
        split = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX);
        branch = exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
        caught = new WeakReference<>(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT));
        redelivery = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER);
        handling = isHandling(exchange);
        // Camel sets it for a dead letter channel or onException, not for a redelivery
        failureDelivered = exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT) != null;
    }

    public static ExchangePlace of(Exchange exchange) {
        return new ExchangePlace(node(exchange), exchange);
    }

    /**
     * Returns the current position at the same node.
     */
    public ExchangePlace updated(Exchange exchange) {
        return new ExchangePlace(node, exchange);
    }

    private static String node(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        Route route = work == null ? null : work.getRoute();
        return (route == null ? "" : route.getRouteId()) + '/' + exchange.getExchangeExtension().getHistoryNodeId();
    }

    /**
     * Returns whether both are the same step of a route.
     */
    public boolean isSameNode(ExchangePlace other) {
        return node.equals(other.node);
    }

    /**
     * Returns whether both can be in the same iteration of a loop. A loop of another size is a nested one. An index
     * stays on an exchange after its loop, so a new index proves nothing.
     */
    public boolean isSameIteration(ExchangePlace earlier) {
        return isSame(earlier.loop, loop) || !isSame(earlier.loopSize, loopSize);
    }

    /**
     * Returns whether both can be in the same part of a split and branch of a multicast. As for loops, a new index
     * proves nothing. Nor do the indexes of the same exchange: each part and branch has its own exchange, on which a
     * failing nested split or multicast leaves other indexes.
     */
    public boolean isSameBranch(ExchangePlace earlier) {
        return exchange.equals(earlier.exchange) || isSame(earlier.split, split) && isSame(earlier.branch, branch);
    }

    /**
     * Returns whether both have the same indexes.
     */
    public boolean isSamePart(ExchangePlace other) {
        return Objects.equals(loop, other.loop) && Objects.equals(loopSize, other.loopSize)
                && Objects.equals(split, other.split) && Objects.equals(branch, other.branch);
    }

    private static boolean isSame(Object earlier, Object now) {
        return earlier == null || earlier.equals(now);
    }

    /**
     * Returns whether Camel caught a failure of the message since the earlier position.
     */
    public boolean isAfterFailureSince(ExchangePlace earlier) {
        Object last = caught.get();
        // one exception can be thrown twice
        return last != null && (last != earlier.caught.get() || !Objects.equals(redelivery, earlier.redelivery))
                || handling && !earlier.handling;
    }

    /**
     * Returns whether a failure is being handled: by onException, a dead letter channel, doCatch, the fallback of a
     * circuit breaker, or onCompletion after a failure.
     */
    public boolean isHandling() {
        return handling;
    }

    /**
     * Returns whether the exchange, or its original, was passed to a dead letter channel or onException, which may have
     * sent it to a queue.
     */
    public boolean isFailureDelivered() {
        return failureDelivered;
    }

    private static boolean isHandling(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(ExchangePropertyKey.EXCEPTION_HANDLED))
                || Boolean.TRUE.equals(exchange.getProperty(ExchangePropertyKey.ON_COMPLETION))
                        && exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) != null
                || exchange.getProperty(ExchangePropertyKey.FATAL_FALLBACK_ERROR_HANDLER) instanceof Deque<?> handlers
                        && !handlers.isEmpty();
    }
}
