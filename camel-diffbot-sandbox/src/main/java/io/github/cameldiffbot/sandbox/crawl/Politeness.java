/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Spaces the visits of a job to one host: each page is given a turn, and pages whose turn has not come wait here.
 * Guarded by the job that owns it.
 */
public final class Politeness {

    /** As long as so many pages wait, no more are taken from the frontier: a list of a million stays where it is. */
    private static final int MAX_WAITING = 256;

    private final Map<String, Long> nextTurn = new HashMap<>();
    private final PriorityQueue<Turn> waiting = new PriorityQueue<>(Comparator.comparingLong(Turn::due));

    private record Turn(long due, WorkItem item) {
    }

    /**
     * Gives a page its turn.
     *
     * @param  item  the page
     * @param  delay between two visits to its host, in milliseconds
     * @param  now   in milliseconds
     * @return       true if the turn is now; otherwise the page waits here
     */
    public boolean isTurnOf(WorkItem item, long delay, long now) {
        String host = Urls.host(item.url());
        long due = Math.max(now, nextTurn.getOrDefault(host, 0L));
        nextTurn.put(host, due + delay);
        if (due <= now) {
            return true;
        }
        waiting.add(new Turn(due, item.withTurn()));
        return false;
    }

    /**
     * Takes a page whose turn has come.
     *
     * @param  now in milliseconds
     * @return     the page, or null
     */
    public WorkItem next(long now) {
        return !waiting.isEmpty() && waiting.peek().due <= now ? waiting.poll().item : null;
    }

    /**
     * When the next turn comes.
     *
     * @return in milliseconds, or -1 when no page waits
     */
    public long nextDue() {
        return waiting.isEmpty() ? -1 : waiting.peek().due;
    }

    /**
     * Whether a page waits.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Whether so many pages wait that no more should be taken.
     *
     * @return true if there is no room
     */
    public boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /** Forgets the pages that wait. */
    public void clear() {
        waiting.clear();
    }
}
