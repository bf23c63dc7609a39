/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** The pages of a bulk job: each entry of its list once per round, in order. */
public final class BulkFrontier implements Frontier {

    private final UrlList urls;
    private UrlList.Cursor cursor;
    private String ahead;
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
    public WorkItem next() {
        if (isEmpty()) {
            return null;
        }
        String url = ahead;
        ahead = null;
        String normalized = Urls.normalize(url);
        return new WorkItem(normalized == null ? url : normalized, url, 0, submittedAt, false);
    }

    @Override
    public boolean isEmpty() {
        if (ahead == null) {
            ahead = cursor.next();
        }
        return ahead == null;
    }

    @Override
    public void startRound(long now) {
        cursor = urls.cursor();
        ahead = null;
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
    public UrlList submitted() {
        return urls;
    }
}
