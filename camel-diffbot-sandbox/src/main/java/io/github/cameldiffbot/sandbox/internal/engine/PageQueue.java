/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.frontier.BulkFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.CrawlFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.Frontier;
import io.github.cameldiffbot.sandbox.internal.frontier.FrontierState;
import io.github.cameldiffbot.sandbox.internal.frontier.HostDelays;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;

/** Queues the pages of a job and counts those in flight. Guarded by the job. */
final class PageQueue {

    private final Frontier frontier;
    private final HostDelays delays = new HostDelays();
    private final List<WorkItem> inFlight = new ArrayList<>();
    private long taken;

    PageQueue(JobType type, int maxUrls) {
        this.frontier = type == JobType.BULK ? new BulkFrontier(maxUrls) : new CrawlFrontier();
    }

    Frontier frontier() {
        return frontier;
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Returns how many pages were taken so far: a wait for idleness compares it to detect new work. */
    long taken() {
        return taken;
    }

    /** Takes the next page, or returns null if no page is ready. */
    WorkItem take(Limits limits, long nowMillis) {
        if (limits.check() || !limits.admitsPage(inFlight.size())) {
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
            inFlight.add(item);
            taken++;
        }
        return item;
    }

    /** Reserves a slot for a page at its host. Returns false if the page must wait; it is queued again then. */
    boolean reserveSlot(WorkItem item, long delayMillis, long nowMillis) {
        boolean now = delays.reserve(item, delayMillis, nowMillis);
        if (!now) {
            remove(item);
        }
        return now;
    }

    /** Takes a page again that was taken before the sandbox was restarted; returns null if it is not left. */
    WorkItem takeAgain(Limits limits, String url) {
        WorkItem item = frontier.take(url);
        if (item != null) {
            limits.tryCrawl(url);
            inFlight.add(item);
        }
        return item;
    }

    void complete(WorkItem item, PageOutcome outcome) {
        remove(item);
        outcome.links().forEach(frontier::offer);
        frontier.finished(item);
    }

    boolean isEmpty() {
        return frontier.isEmpty() && delays.isEmpty();
    }

    /** Returns whether no page is in flight and none is ready before the next reserved slot. */
    boolean waitsForSlot(long nowMillis) {
        return inFlight.isEmpty() && delays.nextDue() > nowMillis && (delays.isFull() || frontier.isEmpty());
    }

    /** Returns the time of the next reserved slot in milliseconds, or -1. */
    long nextSlot() {
        return delays.nextDue();
    }

    /** Returns the state. Pages in flight are still to be fetched. */
    FrontierState state() {
        List<WorkItem> first = new ArrayList<>(inFlight);
        first.addAll(delays.items());
        return frontier.state().withPending(first);
    }

    void restore(FrontierState state) {
        frontier.restore(state);
    }

    void startSeeds(long nowMillis) {
        frontier.startSeeds(nowMillis / 1000);
    }

    void startRound(long nowMillis) {
        delays.clear();
        frontier.startRound(nowMillis / 1000);
    }

    private void remove(WorkItem item) {
        inFlight.removeIf(other -> other == item);
    }
}
