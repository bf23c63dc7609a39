/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/** The pages that a job has still to fetch. Guarded by the job. */
public interface Frontier {

    /** Takes the next page, or returns null if no page is available at present. */
    @Nullable
    WorkItem next();

    /** Takes a certain page, which was taken before the sandbox was restarted; returns null if it is not left. */
    @Nullable
    WorkItem take(String url);

    /** Returns whether no page is left. */
    boolean isEmpty();

    /**
     * Starts a round from the beginning.
     *
     * @param now in seconds
     */
    void startRound(long now);

    /**
     * Starts a crawl of the seeds and of the pages that were not found before in this round.
     *
     * @param now in seconds
     */
    void startSeeds(long now);

    /**
     * Adds URLs or seeds.
     *
     * @param urls must not be used by the caller afterwards
     * @param now  in seconds
     */
    void submit(UrlList urls, long now);

    /** Adds the target of a link, unless it was visited in this round. */
    void offer(WorkItem item);

    /** Marks a page as done, after its links were offered. */
    void finished(WorkItem item);

    /**
     * Marks a normalized URL as visited, for instance after a redirect.
     *
     * @return false if the URL was visited before in this round
     */
    boolean visit(String url);

    /** Returns the state without the pages that were taken. */
    FrontierState state();

    /** Replaces the state, after the same URLs were submitted. */
    void restore(FrontierState state);

    /** Returns the list of everything that was submitted, not a copy. */
    UrlList submitted();
}
