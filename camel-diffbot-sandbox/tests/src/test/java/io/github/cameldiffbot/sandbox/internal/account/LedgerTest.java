/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.account;

import java.time.Instant;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.account.Ledger.Reservation;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A ledger counts each page once, and its entries are limited")
class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Ledger ledger = new Ledger(2);

    @Test
    @DisplayName("The oldest entry goes, and the account has still used its credits")
    void oldestGoes() {
        List.of("a", "b", "a", "c").forEach(job -> ledger.charge("token", job, "bulk", false, NOW));
        assertThat(ledger.uses("token")).extracting(CreditUse::job).containsExactly("b", "c");
        assertThat(ledger.spent("token", NOW)).isEqualTo(4);
    }

    @Test
    @DisplayName("A charged page is no longer reserved: the next page gets the last credit before the first one has ended")
    void chargedOrReserved() {
        ledger.limit(2);
        Reservation first = ledger.reserve("token", false, NOW);
        first.charge("job", "bulk", NOW);
        Reservation second = ledger.reserve("token", false, NOW);
        first.release();

        assertThat(second).isNotNull();
        assertThat(ledger.reserve("token", false, NOW)).as("no more than the plan").isNull();
    }

    @Test
    @DisplayName("A page that was not charged returns its credits, once")
    void returned() {
        ledger.limit(3);
        Reservation first = ledger.reserve("token", true, NOW);
        assertThat(ledger.reserve("token", true, NOW)).isNull();
        first.release();
        assertThat(ledger.reserve("token", true, NOW)).isNotNull();
        first.release();

        assertThat(ledger.reserve("token", true, NOW)).isNull();
        assertThat(ledger.spent("token", NOW)).isZero();
    }

    @Test
    @DisplayName("Of saved entries the latest are kept")
    void restored() {
        Ledger saved = new Ledger();
        List.of("a", "b", "c").forEach(job -> saved.charge("token", job, "bulk", false, NOW));
        ledger.replaceAll(saved.entries());
        assertThat(ledger.uses("token")).extracting(CreditUse::job).containsExactly("b", "c");
    }
}
