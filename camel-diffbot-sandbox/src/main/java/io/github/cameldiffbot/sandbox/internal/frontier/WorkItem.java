/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

/**
 * A page to fetch.
 *
 * @param url        the normalized URL, or the URL as submitted if it is invalid
 * @param seed       the seed from which the page was found
 * @param hop        number of links between the seed and the page
 * @param discovered when the page was found, in seconds
 * @param external   whether the page is outside of the scope of the seeds
 * @param delayed    whether the page has waited for its slot at the host
 */
public record WorkItem(String url, String seed, int hop, long discovered, boolean external, boolean delayed) {

    /** Creates an item for a page that was just found. */
    public WorkItem(String url, String seed, int hop, long discovered, boolean external) {
        this(url, seed, hop, discovered, external, false);
    }

    WorkItem afterDelay() {
        return new WorkItem(url, seed, hop, discovered, external, true);
    }
}
