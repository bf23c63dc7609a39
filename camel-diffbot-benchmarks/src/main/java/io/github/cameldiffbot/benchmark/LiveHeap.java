/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches how much of the heap is in use, garbage not counted: collects all of it again and again while something runs,
 * and keeps the highest use that was left. That is slow, so nothing else is measured meanwhile.
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
            // what is watched has to get on as well
            LockSupport.parkNanos(Math.max(3 * nanos, TimeUnit.MILLISECONDS.toNanos(10)));
        }
    }

    /**
     * The highest use, in bytes.
     */
    long highest() {
        return highest;
    }

    @Override
    public void close() {
        ended = true;
    }
}
