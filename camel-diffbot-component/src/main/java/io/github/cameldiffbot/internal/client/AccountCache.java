/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The account of a token, read at most once a minute, and the credits that were promised to submissions since then,
 * which it does not show yet.
 */
public final class AccountCache {

    private static final long MAX_AGE = Duration.ofMinutes(1).toNanos();

    private final Supplier<Account> reader;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Account account;
    private long readAt;
    private long promised;

    AccountCache(Supplier<Account> reader, LongSupplier nanoTime) {
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    /**
     * A promise of credits.
     *
     * @param left    the credits that were left before
     * @param granted whether the credits are promised
     */
    public record Promise(long left, boolean granted, long credits, long readAt) {
    }

    /**
     * Returns the account, of which other threads wait while one reads it.
     */
    public Account get() {
        lock.lock();
        try {
            if (account == null || nanoTime.getAsLong() - readAt > MAX_AGE) {
                account = reader.get();
                readAt = nanoTime.getAsLong();
                promised = 0;
            }
            return account;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Promises credits to a submission, if as many as the reserve are left then.
     */
    public Promise promise(long credits, long reserve) {
        lock.lock();
        try {
            long left = Math.max(0, get().creditsLeft() - promised);
            boolean granted = left - reserve >= credits;
            promised += granted ? credits : 0;
            return new Promise(left, granted, credits, readAt);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records credits that a submission uses in addition to those that were promised.
     */
    public void recordUse(long credits) {
        lock.lock();
        try {
            promised += credits;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back the promise to a submission that was not carried out.
     */
    public void release(Promise promise) {
        lock.lock();
        try {
            // a later read has forgotten it
            promised -= promise.granted && promise.readAt == readAt ? promise.credits : 0;
        } finally {
            lock.unlock();
        }
    }
}
