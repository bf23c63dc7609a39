/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.time.Duration;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claim of this node that is extended until it is released. If it cannot be extended, its owner continues, and the
 * log says that another node may get it.
 */
public final class HeldClaim {

    private static final Logger LOG = LoggerFactory.getLogger(HeldClaim.class);

    private final SharedClaims.Claim claim;
    private final Duration expiry;
    private final String name;
    private volatile @Nullable Future<?> extensions;
    private volatile boolean released;
    private boolean warned;

    HeldClaim(SharedClaims.Claim claim, Duration expiry, String name) {
        this.claim = claim;
        this.expiry = expiry;
        this.name = name;
    }

    void extendBy(Future<?> calls) {
        extensions = calls;
    }

    /**
     * Extends the claim if necessary. Called by one thread.
     */
    void extend() {
        RuntimeException failure = null;
        boolean extended = false;
        try {
            extended = claim.extend();
        } catch (RuntimeException e) {
            failure = e;
        }
        if (!extended && !released && !warned) {
            warned = true;
            LOG.warn("The claim of {} could not be extended: {}. It is still handled here. Another node may handle it as well"
                     + " if the claim, which lasts at most {} s, has expired or is not extended in time",
                    name,
                    failure == null
                            ? "the process was paused for too long, or the claimRepository was away"
                            : "the claimRepository failed (" + failure.getMessage() + ")",
                    expiry.toSeconds(), failure);
        }
    }

    /**
     * Releases the claim. If the repository fails, it expires later.
     */
    public void release() {
        released = true;
        Future<?> calls = extensions;
        if (calls != null) {
            calls.cancel(false);
        }
        claim.release();
    }
}
