/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;

/**
 * Finds results whose exchange Camel dropped, such as one that a full or purged queue of seda discards: it has no end,
 * and is collected as garbage. An application may still read the body of a collected exchange, such as one that a
 * {@code ConsumerTemplate} received.
 */
final class DroppedExchanges {

    private final ReferenceQueue<Exchange> collected = new ReferenceQueue<>();
    private final Set<ResultScope> withoutExchange = ConcurrentHashMap.newKeySet();

    /** A reference to the exchange that has results. */
    static final class Ref extends WeakReference<Exchange> {

        private final ResultScope scope;

        private Ref(Exchange exchange, ResultScope scope, ReferenceQueue<Exchange> collected) {
            super(exchange, collected);
            this.scope = scope;
        }
    }

    /**
     * Returns a reference that does not keep the exchange.
     */
    Ref refer(Exchange exchange, ResultScope scope) {
        return new Ref(exchange, scope, collected);
    }

    /**
     * Closes the results of collected exchanges whose body was collected, too.
     */
    void sweep() {
        for (Reference<? extends Exchange> each = collected.poll(); each != null; each = collected.poll()) {
            withoutExchange.add(((Ref) each).scope);
        }
        withoutExchange.removeIf(scope -> {
            boolean wait = scope.isDropped() && scope.results().isReachable();
            if (!wait) {
                scope.dropped();
            }
            return !wait;
        });
    }
}
