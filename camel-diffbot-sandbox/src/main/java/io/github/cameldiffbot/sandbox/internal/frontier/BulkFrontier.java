/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/** The pages of a bulk job: each entry of its list once per round, in order. */
public final class BulkFrontier implements Frontier {

    private final UrlList urls;
    /** Pages before the position of the cursor that are still to be fetched, after a restart of the sandbox. */
    private final Deque<WorkItem> pending = new ArrayDeque<>();
    private UrlList.Cursor cursor;
    private @Nullable String ahead;
    private long position;
    private long submittedAt;

    /**
     * Creates an empty frontier.
     *
     * @param maxUrls number of URLs to fetch; further URLs are only counted
     */
    public BulkFrontier(int maxUrls) {
        this.urls = new UrlList(maxUrls);
        this.cursor = urls.cursor();
    }

    @Override
    public @Nullable WorkItem next() {
        return pending.isEmpty() ? fromList() : pending.poll();
    }

    @Override
    public @Nullable WorkItem take(String url) {
        for (Iterator<WorkItem> items = pending.iterator(); items.hasNext();) {
            WorkItem item = items.next();
            if (item.url().equals(url)) {
                items.remove();
                return item;
            }
        }
        WorkItem item = fromList();
        while (item != null && !item.url().equals(url)) {
            pending.add(item);
            item = fromList();
        }
        return item;
    }

    @Override
    public boolean isEmpty() {
        return pending.isEmpty() && lookAhead() == null;
    }

    @Override
    public void startRound(long now) {
        cursor = urls.cursor();
        ahead = null;
        position = 0;
        pending.clear();
    }

    @Override
    public void startSeeds(long now) {
        throw new IllegalStateException("Bulk jobs have no seeds");
    }

    @Override
    public void submit(UrlList more, long now) {
        urls.moveAllFrom(more);
        submittedAt = now;
    }

    @Override
    public void offer(WorkItem item) {
        throw new IllegalStateException("Bulk jobs do not follow links");
    }

    @Override
    public void finished(WorkItem item) {
        // no other page depends on it
        return;
    }

    @Override
    public boolean visit(String url) {
        return true;
    }

    @Override
    public FrontierState state() {
        return new FrontierState(position, submittedAt, List.copyOf(pending), Set.of());
    }

    @Override
    public void restore(FrontierState state) {
        startRound(state.since());
        submittedAt = state.since();
        pending.addAll(state.pending());
        while (position < state.position() && lookAhead() != null) {
            ahead = null;
            position++;
        }
    }

    @Override
    public UrlList submitted() {
        return urls;
    }

    private @Nullable WorkItem fromList() {
        String url = lookAhead();
        if (url == null) {
            return null;
        }
        ahead = null;
        position++;
        String normalized = Urls.normalize(url);
        return new WorkItem(normalized == null ? url : normalized, url, 0, submittedAt, false);
    }

    private @Nullable String lookAhead() {
        if (ahead == null) {
            ahead = cursor.next();
        }
        return ahead;
    }
}
