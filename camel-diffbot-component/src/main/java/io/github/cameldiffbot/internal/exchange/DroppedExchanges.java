/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;

/**
 * Finds results whose exchange Camel dropped, such as one that a full or purged queue of seda discards: it has no end,
 * and is collected as garbage.
 */
final class DroppedExchanges {

    // a thread may read the body of a collected exchange
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ReferenceQueue<Exchange> collected = new ReferenceQueue<>();
    private final Map<ResultScope, Idle> reading = new ConcurrentHashMap<>();

    /** A reference to the exchange that has results. */
    static final class Ref extends WeakReference<Exchange> {

        private final ResultScope scope;

        private Ref(Exchange exchange, ResultScope scope, ReferenceQueue<Exchange> collected) {
            super(exchange, collected);
            this.scope = scope;
        }
    }

    private record Idle(long progress, long since) {

        static Idle of(ResultScope scope) {
            return new Idle(scope.results().progress(), System.nanoTime());
        }

        boolean isOver(ResultScope scope) {
            return scope.results().progress() == progress && System.nanoTime() - since > IDLE.toNanos();
        }
    }

    /**
     * Returns a reference that does not keep the exchange.
     */
    Ref refer(Exchange exchange, ResultScope scope) {
        return new Ref(exchange, scope, collected);
    }

    /**
     * Closes the unread results of collected exchanges, and those that were read when nothing has read them for a
     * minute.
     */
    void sweep() {
        for (Reference<? extends Exchange> each = collected.poll(); each != null; each = collected.poll()) {
            ResultScope scope = ((Ref) each).scope;
            if (scope.results().progress() == 0) {
                scope.dropped();
            } else if (scope.isDropped()) {
                reading.put(scope, Idle.of(scope));
            }
        }
        reading.forEach((scope, idle) -> {
            if (!scope.isDropped() || idle.isOver(scope)) {
                reading.remove(scope);
                scope.dropped();
            } else if (scope.results().progress() != idle.progress()) {
                reading.put(scope, Idle.of(scope));
            }
        });
    }
}
