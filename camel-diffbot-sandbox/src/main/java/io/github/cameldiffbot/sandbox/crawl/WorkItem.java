/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

/**
 * A page to be fetched.
 *
 * @param url        a normalized URL, or one as submitted that cannot be normalized
 * @param seed       the seed that it was found from
 * @param hop        links between the seed and this page
 * @param discovered when it was found, in seconds
 * @param away       whether it lies outside of what the seeds cover
 * @param hasTurn    whether it has waited for its turn already
 */
public record WorkItem(String url, String seed, int hop, long discovered, boolean away, boolean hasTurn) {

    /**
     * A page that was just found.
     *
     * @param url        a normalized URL, or one as submitted that cannot be normalized
     * @param seed       the seed that it was found from
     * @param hop        links between the seed and this page
     * @param discovered when it was found, in seconds
     * @param away       whether it lies outside of what the seeds cover
     */
    public WorkItem(String url, String seed, int hop, long discovered, boolean away) {
        this(url, seed, hop, discovered, away, false);
    }

    WorkItem withTurn() {
        return new WorkItem(url, seed, hop, discovered, away, true);
    }
}
