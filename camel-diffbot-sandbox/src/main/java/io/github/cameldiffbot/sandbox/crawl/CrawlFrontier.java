/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The work of a crawl: breadth first from the seeds, each URL once in each round. */
public final class CrawlFrontier implements Frontier {

    /** A crawl that finds more than this is caught in a trap. */
    private static final int MAX_QUEUE = 1_000_000;

    private final Set<String> seeds = new LinkedHashSet<>();
    private final UrlList submitted = new UrlList();
    private final Deque<WorkItem> queue = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();

    @Override
    public WorkItem next() {
        return queue.poll();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public void startRound(long now) {
        queue.clear();
        seen.clear();
        seeds.forEach(seed -> offer(seedItem(seed, now)));
    }

    @Override
    public void submit(UrlList more, long now) {
        for (String url : more.toList()) {
            String normalized = Urls.normalize(url);
            if (normalized != null && seeds.add(normalized)) {
                submitted.add(url);
                offer(seedItem(normalized, now));
            }
        }
    }

    @Override
    public void offer(WorkItem item) {
        if (queue.size() < MAX_QUEUE && visit(item.url())) {
            queue.add(item);
        }
    }

    @Override
    public boolean visit(String url) {
        return seen.add(Urls.hash64(url));
    }

    @Override
    public UrlList submitted() {
        return submitted;
    }

    private static WorkItem seedItem(String seed, long now) {
        return new WorkItem(seed, seed, 0, now, false);
    }
}
