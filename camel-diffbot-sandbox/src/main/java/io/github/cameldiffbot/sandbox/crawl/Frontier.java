/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

/** The pages that a job still has to fetch. Guarded by the job that owns it. */
public interface Frontier {

    /**
     * Takes a page.
     *
     * @return the next one, or null when there is none for now
     */
    WorkItem next();

    /**
     * Whether a page is left.
     *
     * @return true if there is none
     */
    boolean isEmpty();

    /**
     * Begins a round from the front.
     *
     * @param now in seconds
     */
    void startRound(long now);

    /**
     * Adds URLs or seeds.
     *
     * @param urls what was submitted; it now belongs to the frontier
     * @param now  in seconds
     */
    void submit(UrlList urls, long now);

    /**
     * Adds a link, if it is new in this round.
     *
     * @param item the page behind the link
     */
    void offer(WorkItem item);

    /**
     * Notes that the work on a page is over, after the links on it were offered.
     *
     * @param item the page
     */
    void finished(WorkItem item);

    /**
     * Notes that a URL was reached in another way, by a redirect for instance.
     *
     * @param  url a normalized URL
     * @return     false if this round knew it before
     */
    boolean visit(String url);

    /**
     * All that was ever submitted.
     *
     * @return the list itself
     */
    UrlList submitted();
}
