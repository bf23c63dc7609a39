/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.function.Consumer;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;

/** Refuses calls that would use credits of an account that has none left, and charges single Extract calls. */
public final class Credits {

    static final String NONE_LEFT = "Insufficient credits";

    private final Ledger ledger;
    private final JobClock clock;
    private final Object order = new Object();
    private final Consumer<LedgerEntry> log;

    /**
     * Creates a gate.
     *
     * @param log receives the charges of single calls
     */
    public Credits(Ledger ledger, JobClock clock, Consumer<LedgerEntry> log) {
        this.ledger = ledger;
        this.clock = clock;
        this.log = log;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Throws an {@link ApiException} if an account has no credits left. */
    void check(String token) {
        if (ledger.left(token, clock.now()) <= 0) {
            throw ApiException.of(429, NONE_LEFT);
        }
    }

    /** Charges a page that a single call has extracted. */
    void charge(String token) {
        // one after the other, so that the log has the latest entry last
        synchronized (order) {
            log.accept(ledger.charge(token, "", "extract", false, clock.now()));
        }
    }
}
