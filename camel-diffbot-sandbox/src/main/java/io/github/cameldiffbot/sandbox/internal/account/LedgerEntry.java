/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.account;

import java.time.DateTimeException;
import java.time.LocalDate;

import io.github.cameldiffbot.sandbox.model.CreditUse;

/**
 * The use of credits of an account by one job on one day.
 *
 * @param token of the account
 * @param use   all pages of that day
 */
public record LedgerEntry(String token, CreditUse use) {

    /** Returns what this entry has in common with the later ones that replace it. */
    public String key() {
        return String.join("\t", token, use.type(), use.job(), use.date().toString());
    }

    /** Returns the entry as a line. */
    public String toLine() {
        return key() + "\t" + use.credits() + "\t" + use.extractions() + "\t" + use.proxies();
    }

    /**
     * Parses a line.
     *
     * @throws IllegalArgumentException if it is not an entry
     */
    public static LedgerEntry parse(String line) {
        String[] parts = line.split("\t", -1);
        try {
            return new LedgerEntry(
                    parts[0], new CreditUse(
                            LocalDate.parse(parts[3]), parts[2], parts[1], Long.parseLong(parts[4]), Long.parseLong(parts[5]),
                            Long.parseLong(parts[6])));
        } catch (ArrayIndexOutOfBoundsException | DateTimeException e) {
            throw new IllegalArgumentException("Not an entry of the ledger", e);
        }
    }

    /** Returns the same use by another account. */
    public LedgerEntry withToken(String other) {
        return new LedgerEntry(other, use);
    }
}
