/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.spi.StateRepository;

/**
 * The incremental reads that are under way, of which there is one for each key.
 */
final class IncrementalClaims {

    private final Map<Claim, ResultScope> claims = new ConcurrentHashMap<>();

    /**
     * Begins a read, until its results are done with.
     *
     * @throws IllegalStateException when another exchange has begun one and is not done with it
     */
    void begin(StateRepository<String, String> repository, String key, ResultScope scope) {
        Claim claim = new Claim(System.identityHashCode(repository), key);
        claims.compute(claim, (same, other) -> {
            if (other != null && (other.exchange() == null || other.exchange() != scope.exchange())) {
                throw new IllegalStateException(
                        "Another exchange reads the new records of '" + key
                                                + "' at the moment. Both would get the same records."
                                                + " Read again when it is done, or give each route its own position with the"
                                                + " option stateKey");
            }
            return scope;
        });
        scope.atEnd(done -> claims.remove(claim, scope));
    }

    private record Claim(int repository, String key) {
    }
}
