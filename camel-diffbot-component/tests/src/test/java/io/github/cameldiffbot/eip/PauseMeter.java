/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time without processor time, as on an overloaded machine.
 */
final class PauseMeter implements AutoCloseable {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int MOST = 10_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    // the length of each pause by the time of its end, both in nanoseconds
    private final NavigableMap<Long, Long> pauses = new ConcurrentSkipListMap<>();
    private long last = System.nanoTime();

    PauseMeter() {
        timer.scheduleWithFixedDelay(this::measure, INTERVAL, INTERVAL, TimeUnit.NANOSECONDS);
    }

    private void measure() {
        long now = System.nanoTime();
        long late = now - last - INTERVAL;
        last = now;
        if (late > SHORTEST) {
            pauses.put(now, late);
        }
        if (pauses.size() > MOST) {
            pauses.pollFirstEntry();
        }
    }

    /**
     * Returns the longest pause that ended since a {@link System#nanoTime()}.
     */
    Duration longestSince(long nanoTime) {
        return Duration.ofNanos(pauses.tailMap(nanoTime).values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /**
     * Returns the sum of the pauses that ended since a {@link System#nanoTime()}.
     */
    Duration sumSince(long nanoTime) {
        return Duration.ofNanos(
                pauses.tailMap(nanoTime).entrySet().stream().map(Map.Entry::getValue).mapToLong(Long::longValue).sum());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
