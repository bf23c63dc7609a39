/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Knows which units of work have ended. Camel does not tell: that of the copy of a circuit breaker keeps its route, and
 * accepts synchronizations that are never called. A loop gives the next iteration the unit of work of the one before.
 */
final class UnitOfWorkEnds {

    private final Map<UnitOfWork, Boolean> ended = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Notes the end of a unit of work that has not ended yet.
     */
    void watch(UnitOfWork work) {
        if (ended.putIfAbsent(work, false) == null) {
            work.addSynchronization(new SynchronizationAdapter() {
                @Override
                public boolean allowHandover() {
                    return false;
                }

                @Override
                public void onDone(Exchange exchange) {
                    if (exchange instanceof PooledExchange) {
                        // its unit of work is used again
                        ended.remove(work);
                    } else {
                        ended.put(work, true);
                    }
                }
            });
        }
    }

    boolean hasEnded(UnitOfWork work) {
        return Boolean.TRUE.equals(ended.get(work));
    }
}
