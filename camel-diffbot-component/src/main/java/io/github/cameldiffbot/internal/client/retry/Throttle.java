/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Limits the calls of a token per second, and stops them while the server requests a pause. Calls wait in order.
 * Downloads have a separate queue, which gets every fifth turn while other calls wait: neither queue can block the
 * other.
 */
public final class Throttle {

    /**
     * The maximum wait of a call for its turn. It is independent of the server's response time.
     */
    public static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private static final int CALLS_PER_DOWNLOAD = 4;

    /**
     * The outcome of a wait for a turn.
     */
    public enum Turn {

        /**
         * The call is permitted.
         */
        granted,

        /**
         * The turn would come too late.
         */
        tooLate,

        /**
         * The server requests a longer pause than a call may wait.
         */
        closed
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> calls = new ArrayDeque<>();
    private final Deque<Condition> downloads = new ArrayDeque<>();
    private final long permitsPerPeriod;
    private final long period;
    private final long maxPause;
    private final LongSupplier clock;
    // the following fields are guarded by the lock; times are those of the clock
    private long permits;
    private long periodEnd;
    private long pausedUntil;
    private long closedUntil;
    private long requestedUntil;
    private int callsInARow;

    /**
     * @param permits  the number of calls per period
     * @param maxPause the maximum wait of a call because of a pause that the server requests
     * @param clock    returns the time in nanoseconds, like {@link System#nanoTime()}
     */
    public Throttle(long permits, Duration period, Duration maxPause, LongSupplier clock) {
        this.permitsPerPeriod = permits;
        this.period = period.toNanos();
        this.maxPause = maxPause.toNanos();
        this.clock = clock;
        periodEnd = clock.getAsLong();
        pausedUntil = periodEnd;
        closedUntil = periodEnd;
        requestedUntil = periodEnd;
    }

    /**
     * Creates a throttle.
     *
     * @param perSecond the maximum number of calls per second; 0 for no limit
     * @param maxPause  the maximum wait of a call because of a pause that the server requests
     * @param clock     returns the time in nanoseconds
     */
    public static Throttle perSecond(double perSecond, Duration maxPause, LongSupplier clock) {
        if (perSecond <= 0) {
            return new Throttle(Long.MAX_VALUE, Duration.ZERO, maxPause, clock);
        }
        // whole calls in a suitable period: 2.5 per second are 2 in 0.8 seconds, 0.1 are 1 in 10
        long permits = Math.max(1, (long) perSecond);
        double period = Math.min(Long.MAX_VALUE / 4.0, 1e9 * permits / perSecond);
        return new Throttle(permits, Duration.ofNanos((long) period), maxPause, clock);
    }

    /**
     * Waits for a call's turn.
     *
     * @param download whether the call is a download
     * @param maxWait  the maximum wait
     */
    public Turn await(boolean download, Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        Deque<Condition> line = download ? downloads : calls;
        Condition turn = lock.newCondition();
        line.add(turn);
        try {
            long since = clock.getAsLong();
            int callsAhead = download ? Math.min(calls.size(), CALLS_PER_DOWNLOAD * downloads.size()) : 0;
            if (isTooLate(since, line.size() + callsAhead, maxWait.toNanos())) {
                return Turn.tooLate;
            }
            return await(turn, download, since, maxWait.toNanos());
        } finally {
            line.remove(turn);
            Condition next = next();
            if (next != null) {
                next.signal();
            }
            lock.unlock();
        }
    }

    private Turn await(Condition turn, boolean download, long since, long maxWait) throws InterruptedException {
        while (true) {
            long now = clock.getAsLong();
            if (closedUntil - now > 0) {
                return Turn.closed;
            }
            long remaining = since + maxWait - now;
            if (next() == turn) {
                // the pause may be extended, but a call does not wait longer because of it
                long wait = Math.max(untilPermit(now), Math.min(pausedUntil - now, since + maxPause - now));
                if (wait <= 0) {
                    permits--;
                    callsInARow = download ? 0 : callsInARow + 1;
                    return Turn.granted;
                }
                remaining = Math.min(remaining, wait);
            }
            if (remaining <= 0) {
                return Turn.tooLate;
            }
            turn.awaitNanos(remaining);
        }
    }

    // fail at once instead of after a useless wait
    private boolean isTooLate(long now, long needed, long maxWait) {
        long missing = needed - (untilPermit(now) <= 0 ? permits : 0);
        if (missing <= 0) {
            return false;
        }
        long periods = (missing - 1) / permitsPerPeriod;
        return periods > maxWait / Math.max(1, period) || periodEnd - now + periods * period > maxWait;
    }

    private long untilPermit(long now) {
        if (periodEnd - now <= 0) {
            permits = permitsPerPeriod;
            periodEnd = now + period;
        }
        return permits > 0 ? 0 : periodEnd - now;
    }

    private @Nullable Condition next() {
        boolean downloadsTurn = calls.isEmpty() || !downloads.isEmpty() && callsInARow >= CALLS_PER_DOWNLOAD;
        return downloadsTurn ? downloads.peek() : calls.peek();
    }

    /**
     * Returns the number of calls that wait for their turn.
     */
    public int waiting() {
        lock.lock();
        try {
            return calls.size() + downloads.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops all calls for this time.
     */
    public void pause(Duration wait) {
        lock.lock();
        try {
            pausedUntil = later(pausedUntil, clock.getAsLong() + wait.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rejects calls, because the server requests a longer pause than they may wait. After the maximum pause, calls are
     * sent again.
     */
    public void close(Duration pause) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            closedUntil = later(closedUntil, now + maxPause);
            requestedUntil = later(requestedUntil, now + Math.min(pause.toSeconds(), Integer.MAX_VALUE) * 1_000_000_000L);
            calls.forEach(Condition::signal);
            downloads.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the remaining time of the requested pause.
     */
    public Duration remainingPause() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, requestedUntil - clock.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
