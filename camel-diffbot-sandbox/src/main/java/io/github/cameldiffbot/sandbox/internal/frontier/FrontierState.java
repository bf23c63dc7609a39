/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The state of a frontier that survives a restart of the sandbox.
 *
 * @param position number of entries of the list that were taken in this round, of a bulk job
 * @param since    when the URLs were submitted, in seconds
 * @param pending  the pages that are still to be fetched; those of a bulk job that come before the position
 * @param seen     hashes of the URLs that were visited or found in this round, of a crawl
 */
public record FrontierState(long position, long since, List<WorkItem> pending, Set<Long> seen) {

    /** Returns this state with further pages in front of the others, which have to wait for their slots again. */
    public FrontierState withPending(List<WorkItem> first) {
        List<WorkItem> all = new ArrayList<>();
        first.forEach(item -> all.add(new WorkItem(item.url(), item.seed(), item.hop(), item.discovered(), item.external())));
        all.addAll(pending);
        return new FrontierState(position, since, all, seen);
    }
}
