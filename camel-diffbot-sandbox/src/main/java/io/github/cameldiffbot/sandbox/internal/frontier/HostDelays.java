/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/** Spaces the requests of a job to each host, and queues the pages whose slot is in the future. Guarded by the job. */
public final class HostDelays {

    /** The limit of queued pages. Beyond it pages stay in the frontier, which stores them more compactly. */
    private static final int MAX_QUEUED = 256;

    private final Map<String, Long> nextSlot = new HashMap<>();
    private final PriorityQueue<Slot> queue = new PriorityQueue<>(Comparator.comparingLong(Slot::due));

    private record Slot(long due, WorkItem item) {
    }

    /**
     * Reserves a slot for a page at its host.
     *
     * @param  delay between two requests to the host, in milliseconds
     * @param  now   in milliseconds
     * @return       true if the slot is now; false if the page was queued
     */
    public boolean reserve(WorkItem item, long delay, long now) {
        String host = Urls.host(item.url());
        long due = Math.max(now, nextSlot.getOrDefault(host, 0L));
        nextSlot.put(host, due + delay);
        if (due <= now) {
            return true;
        }
        queue.add(new Slot(due, item.afterDelay()));
        return false;
    }

    /**
     * Takes a page whose slot has come, or returns null.
     *
     * @param now in milliseconds
     */
    public @Nullable WorkItem poll(long now) {
        return !queue.isEmpty() && queue.peek().due <= now ? queue.poll().item : null;
    }

    /** Returns the time of the next slot in milliseconds, or -1 if no page is queued. */
    public long nextDue() {
        return queue.isEmpty() ? -1 : queue.peek().due;
    }

    /** Returns the queued pages. */
    public List<WorkItem> items() {
        return queue.stream().map(Slot::item).toList();
    }

    /** Returns whether no page is queued. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Returns whether no further page should be taken from the frontier. */
    public boolean isFull() {
        return queue.size() >= MAX_QUEUED;
    }

    /** Removes all queued pages. */
    public void clear() {
        queue.clear();
    }
}
