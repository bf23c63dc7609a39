/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.internal.frontier.BulkFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.CrawlFrontier;
import io.github.cameldiffbot.sandbox.internal.frontier.Frontier;
import io.github.cameldiffbot.sandbox.internal.frontier.FrontierState;
import io.github.cameldiffbot.sandbox.internal.frontier.HostDelays;
import io.github.cameldiffbot.sandbox.internal.frontier.SubdomainPages;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/** Queues the pages of a job and counts those in flight. Guarded by the job. */
final class PageQueue {

    private final Frontier frontier;
    private final HostDelays delays = new HostDelays();
    private final List<WorkItem> inFlight = new ArrayList<>();
    private final SubdomainPages fetching = new SubdomainPages();
    /** Pages of subdomains whose other pages, if they succeed, reach the limit of the subdomain. */
    private final Map<String, Deque<WorkItem>> waiting = new HashMap<>();
    private final Deque<WorkItem> admitted = new ArrayDeque<>();
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
    @Nullable
    WorkItem take(Limits limits, long nowMillis) {
        if (limits.check() || !limits.admitsPage(inFlight.size())) {
            return null;
        }
        for (WorkItem item = candidate(nowMillis); item != null; item = candidate(nowMillis)) {
            if (isAdmitted(limits, item)) {
                start(item);
                taken++;
                return item;
            }
        }
        return null;
    }

    private @Nullable WorkItem candidate(long nowMillis) {
        WorkItem item = delays.poll(nowMillis);
        if (item != null || delays.isFull()) {
            return item;
        }
        return admitted.isEmpty() ? frontier.next() : admitted.poll();
    }

    /** Returns whether the subdomain of a page may have one more. If not, the page waits for others, or is dropped. */
    private boolean isAdmitted(Limits limits, WorkItem item) {
        String subdomain = Urls.authority(item.url());
        if (limits.leftToCrawl(subdomain, fetching.of(subdomain)) > 0) {
            return true;
        }
        if (limits.leftToCrawl(subdomain, 0) > 0) {
            waiting.computeIfAbsent(subdomain, name -> new ArrayDeque<>()).add(item);
        } else {
            frontier.finished(item);
        }
        return false;
    }

    /** Passes on pages that have waited for a page of their subdomain. */
    private void release(Limits limits, String subdomain) {
        Deque<WorkItem> items = waiting.get(subdomain);
        if (items == null) {
            return;
        }
        if (limits.leftToCrawl(subdomain, 0) <= 0) {
            items.forEach(frontier::finished);
            items.clear();
        } else {
            admitted.add(items.remove());
        }
        if (items.isEmpty()) {
            waiting.remove(subdomain);
        }
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
    @Nullable
    WorkItem takeAgain(String url) {
        WorkItem item = frontier.take(url);
        if (item != null) {
            start(item);
        }
        return item;
    }

    /** Ends the work on a page, after the limits have counted it. */
    void complete(Limits limits, WorkItem item, PageOutcome outcome) {
        remove(item);
        outcome.links().forEach(frontier::offer);
        frontier.finished(item);
        release(limits, Urls.authority(item.url()));
    }

    boolean isEmpty() {
        return frontier.isEmpty() && delays.isEmpty() && waiting.isEmpty() && admitted.isEmpty();
    }

    /** Returns whether no page is in flight and none is ready before the next reserved slot. */
    boolean waitsForSlot(long nowMillis) {
        return inFlight.isEmpty() && delays.nextDue() > nowMillis
                && (delays.isFull() || admitted.isEmpty() && frontier.isEmpty());
    }

    /** Returns the time of the next reserved slot in milliseconds, or -1. */
    long nextSlot() {
        return delays.nextDue();
    }

    /** Returns the state. Pages in flight are still to be fetched. */
    FrontierState state() {
        List<WorkItem> first = new ArrayList<>(inFlight);
        first.addAll(delays.items());
        first.addAll(admitted);
        waiting.values().forEach(first::addAll);
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
        waiting.clear();
        admitted.clear();
        frontier.startRound(nowMillis / 1000);
    }

    private void start(WorkItem item) {
        inFlight.add(item);
        fetching.add(Urls.authority(item.url()));
    }

    private void remove(WorkItem item) {
        if (inFlight.removeIf(other -> other == item)) {
            fetching.remove(Urls.authority(item.url()));
        }
    }
}
