/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.model.CreditUse;
import org.jspecify.annotations.Nullable;

/**
 * Records the credits that each account uses, by job and day. A plan grants a number of credits a month. Pages that are
 * being processed reserve theirs, so that no page exceeds the plan. Only the latest entries are kept.
 */
public final class Ledger {

    private static final int MAX_ENTRIES = 100_000;

    private final int maxEntries;
    private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<String, Long> reserved = new HashMap<>();
    private final Map<String, Long> spentByMonth = new HashMap<>();
    private long perMonth;

    public Ledger() {
        this(MAX_ENTRIES);
    }

    Ledger(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /**
     * Sets the limit of every account.
     *
     * @param credits a month; 0 for no limit
     */
    public synchronized void limit(long credits) {
        perMonth = credits;
    }

    /** Returns the credits of every account a month, 0 for no limit. */
    public synchronized long limit() {
        return perMonth;
    }

    /** Returns how many credits an account has left this month. */
    public synchronized long left(String token, Instant now) {
        return perMonth <= 0 ? Long.MAX_VALUE : Math.max(0, perMonth - spent(token, now));
    }

    /** Returns the credits that an account has used this month. */
    public synchronized long spent(String token, Instant now) {
        return spentByMonth.getOrDefault(month(token, YearMonth.from(now.atOffset(ZoneOffset.UTC))), 0L);
    }

    /**
     * Reserves the credits of a page.
     *
     * @return null if there are not enough
     */
    public synchronized @Nullable Reservation reserve(String token, boolean proxy, Instant now) {
        if (left(token, now) - reserved.getOrDefault(token, 0L) < cost(proxy)) {
            return null;
        }
        reserved.merge(token, (long) cost(proxy), Long::sum);
        return new Reservation(token, proxy);
    }

    /**
     * Charges a page without a reservation.
     *
     * @param  job name of the job; empty for a single Extract call
     * @return     the entry of this day
     */
    public synchronized LedgerEntry charge(String token, String job, String type, boolean proxy, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LedgerEntry none = new LedgerEntry(token, new CreditUse(day, job, type, 0, 0, 0));
        LedgerEntry entry = new LedgerEntry(token, entries.getOrDefault(none.key(), none).use().plusPage(proxy));
        put(entry);
        spentByMonth.merge(month(token, YearMonth.from(day)), (long) cost(proxy), Long::sum);
        return entry;
    }

    /** Returns all entries, in the order of their first page. */
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Returns the uses of an account, in the order of their first page. */
    public synchronized List<CreditUse> uses(String token) {
        return entries.values().stream().filter(entry -> entry.token().equals(token)).map(LedgerEntry::use).toList();
    }

    /** Replaces all entries. Later entries of the same key replace earlier ones. */
    public synchronized void replaceAll(Collection<LedgerEntry> others) {
        entries.clear();
        spentByMonth.clear();
        others.forEach(this::put);
        entries.values().forEach(entry -> spentByMonth.merge(month(entry.token(), YearMonth.from(entry.use().date())),
                entry.use().credits(), Long::sum));
    }

    /** The credits of a page that is being processed. At each moment they are either reserved or used. */
    public final class Reservation {

        private final String token;
        private final boolean proxy;
        private boolean ended;

        private Reservation(String token, boolean proxy) {
            this.token = token;
            this.proxy = proxy;
        }

        /**
         * Charges the page.
         *
         * @param  job name of the job
         * @return     the entry of this day
         */
        public LedgerEntry charge(String job, String type, Instant now) {
            synchronized (Ledger.this) {
                release();
                return Ledger.this.charge(token, job, type, proxy, now);
            }
        }

        /** Returns the credits, unless the page was charged. */
        public void release() {
            synchronized (Ledger.this) {
                if (!ended) {
                    ended = true;
                    reserved.computeIfPresent(token, (name, open) -> open <= cost(proxy) ? null : open - cost(proxy));
                }
            }
        }
    }

    private void put(LedgerEntry entry) {
        entries.put(entry.key(), entry);
        if (entries.size() > maxEntries) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static int cost(boolean proxy) {
        return proxy ? 2 : 1;
    }

    private static String month(String token, YearMonth month) {
        return token + " " + month;
    }
}
