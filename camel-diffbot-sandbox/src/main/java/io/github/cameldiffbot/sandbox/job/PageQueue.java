/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import io.github.cameldiffbot.sandbox.crawl.BulkFrontier;
import io.github.cameldiffbot.sandbox.crawl.CrawlFrontier;
import io.github.cameldiffbot.sandbox.crawl.Frontier;
import io.github.cameldiffbot.sandbox.crawl.Politeness;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;

/** The pages that a job has still to work on, and how many it is working on. Guarded by the job. */
final class PageQueue {

    final Frontier frontier;
    int inFlight;
    /** Counts pages, so that a wait for idleness can tell whether it was disturbed. */
    long taken;

    private final Politeness turns = new Politeness();

    PageQueue(JobType type, int keepUrls) {
        this.frontier = type == JobType.BULK ? new BulkFrontier(keepUrls) : new CrawlFrontier();
    }

    /** Takes a page to work on; null if there is none for now. */
    WorkItem take(Limits limits, long nowMillis) {
        if (limits.reached() || !limits.hasRoom(inFlight)) {
            return null;
        }
        WorkItem item = turns.next(nowMillis);
        while (item == null && !turns.isFull()) {
            item = frontier.next();
            if (item == null) {
                return null;
            }
            if (!limits.admitsCrawl(item.url())) {
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

    /** Gives a page that was taken its turn at its host; false if it has to wait, and is out of the taker's hands. */
    boolean isTurnOf(WorkItem item, long delayMillis, long nowMillis) {
        boolean now = turns.isTurnOf(item, delayMillis, nowMillis);
        if (!now) {
            inFlight--;
        }
        return now;
    }

    boolean isEmpty() {
        return frontier.isEmpty() && turns.isEmpty();
    }

    /** Whether nothing is done and nothing can be done until a turn comes. */
    boolean waits(long nowMillis) {
        return inFlight == 0 && turns.nextDue() > nowMillis && (turns.isFull() || frontier.isEmpty());
    }

    /** When the next turn comes, in milliseconds, or -1. */
    long nextTurn() {
        return turns.nextDue();
    }

    /** Takes all pages for done. */
    void skipAll() {
        for (WorkItem item = frontier.next(); item != null; item = frontier.next()) {
            frontier.finished(item);
        }
    }

    void startRound(long nowMillis) {
        turns.clear();
        frontier.startRound(nowMillis / 1000);
    }
}
