/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import io.github.cameldiffbot.sandbox.internal.frontier.BulkFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.CrawlFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.Frontier;
import io.github.cameldiffbot.sandbox.internal.frontier.HostDelays;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;

/** Queues the pages of a job and counts those in flight. Guarded by the job. */
final class PageQueue {

    private final Frontier frontier;
    private final HostDelays delays = new HostDelays();
    private int inFlight;
    private long taken;

    PageQueue(JobType type, int maxUrls) {
        this.frontier = type == JobType.BULK ? new BulkFrontier(maxUrls) : new CrawlFrontier();
    }

    Frontier frontier() {
        return frontier;
    }

    int inFlight() {
        return inFlight;
    }

    /** Returns how many pages were taken so far: a wait for idleness compares it to detect new work. */
    long taken() {
        return taken;
    }

    /** Takes the next page, or returns null if no page is ready. */
    WorkItem take(Limits limits, long nowMillis) {
        if (limits.check() || !limits.admitsPage(inFlight)) {
            return null;
        }
        WorkItem item = delays.poll(nowMillis);
        while (item == null && !delays.isFull()) {
            item = frontier.next();
            if (item == null) {
                return null;
            }
            if (!limits.tryCrawl(item.url())) {
                frontier.finished(item);
                item = null;
            }
        }
        if (item != null) {
            inFlight++;
            taken++;
        }
        return item;
    }

    /** Reserves a slot for a page at its host. Returns false if the page must wait; it is queued again then. */
    boolean reserveSlot(WorkItem item, long delayMillis, long nowMillis) {
        boolean now = delays.reserve(item, delayMillis, nowMillis);
        if (!now) {
            inFlight--;
        }
        return now;
    }

    void complete(WorkItem item, PageOutcome outcome) {
        inFlight--;
        outcome.links().forEach(frontier::offer);
        frontier.finished(item);
    }

    boolean isEmpty() {
        return frontier.isEmpty() && delays.isEmpty();
    }

    /** Returns whether no page is in flight and none is ready before the next reserved slot. */
    boolean waitsForSlot(long nowMillis) {
        return inFlight == 0 && delays.nextDue() > nowMillis && (delays.isFull() || frontier.isEmpty());
    }

    /** Returns the time of the next reserved slot in milliseconds, or -1. */
    long nextSlot() {
        return delays.nextDue();
    }

    /** Marks all pages as done. */
    void skipAll() {
        for (WorkItem item = frontier.next(); item != null; item = frontier.next()) {
            frontier.finished(item);
        }
    }

    void startRound(long nowMillis) {
        delays.clear();
        frontier.startRound(nowMillis / 1000);
    }
}
