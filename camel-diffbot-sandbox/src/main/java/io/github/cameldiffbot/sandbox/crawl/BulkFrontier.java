/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

/** The work of a bulk job: its list, from the front to the back, each entry once in each round. */
public final class BulkFrontier implements Frontier {

    private final UrlList urls;
    private UrlList.Cursor cursor;
    private String ahead;
    private long submittedAt;

    /**
     * An empty frontier.
     *
     * @param keep how many URLs to remember and fetch; the others are only counted
     */
    public BulkFrontier(int keep) {
        this.urls = new UrlList(keep);
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
        urls.takeOver(more);
        submittedAt = now;
    }

    @Override
    public void offer(WorkItem item) {
        throw new IllegalStateException("bulk jobs follow no links");
    }

    @Override
    public void finished(WorkItem item) {
        // nothing waits for it
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
