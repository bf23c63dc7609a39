/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the maximum heap use without garbage: collects garbage repeatedly during a run and keeps the maximum after a
 * collection. This is slow, so nothing else is measured meanwhile.
 */
final class LiveHeap implements AutoCloseable {

    private final Thread thread = new Thread(this::watch, "live-heap");
    private volatile boolean ended;
    private volatile long highest;

    LiveHeap() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!ended) {
            long start = System.nanoTime();
            System.gc();
            long nanos = System.nanoTime() - start;
            Runtime runtime = Runtime.getRuntime();
            highest = Math.max(highest, runtime.totalMemory() - runtime.freeMemory());
            // leaves time for the measured code
            LockSupport.parkNanos(Math.max(3 * nanos, TimeUnit.MILLISECONDS.toNanos(10)));
        }
    }

    /**
     * Returns the use without garbage in bytes.
     */
    static long now() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        // until it no longer shrinks
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /**
     * Returns the maximum use in bytes.
     */
    long highest() {
        return highest;
    }

    @Override
    public void close() {
        ended = true;
    }
}
