/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * The incremental reads in progress, at most one for each key.
 */
public final class IncrementalClaims {

    private final Map<Claim, Supplier<Exchange>> claims = new ConcurrentHashMap<>();

    /**
     * Begins a read.
     *
     * @param  exchange              returns the exchange with the results; null if it is gone
     * @return                       ends the read
     * @throws IllegalStateException if another exchange has a read in progress
     */
    public Runnable begin(StateRepository<String, String> repository, String key, Supplier<@Nullable Exchange> exchange) {
        Claim claim = new Claim(System.identityHashCode(repository), key);
        claims.compute(claim, (same, other) -> {
            Exchange reader = other == null ? null : other.get();
            if (other != null && (reader == null || reader != exchange.get())) {
                throw new IllegalStateException(
                        "Another exchange reads the new records of '" + key
                                                + "' at the moment. Both would get the same records."
                                                + " Read again when it is done, or give each route a stateRepository of"
                                                + " its own");
            }
            return exchange;
        });
        return () -> claims.remove(claim, exchange);
    }

    private record Claim(int repository, String key) {
    }
}
