/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The work of a crawl: breadth first from the seeds, each URL once in each round. No more than 30 seeds are at work at
 * a time; each of the others waits until one of them has no page left.
 */
public final class CrawlFrontier implements Frontier {

    /** A crawl that finds more than this is caught in a trap. */
    private static final int MAX_QUEUE = 1_000_000;
    private static final int MAX_SEEDS_AT_WORK = 30;

    private final Set<String> seeds = new LinkedHashSet<>();
    private final UrlList submitted = new UrlList();
    private final Deque<WorkItem> queue = new ArrayDeque<>();
    private final Deque<WorkItem> waitingSeeds = new ArrayDeque<>();
    /** How many pages of a seed are queued or being worked on. */
    private final Map<String, Integer> open = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();

    @Override
    public WorkItem next() {
        return queue.poll();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty() && waitingSeeds.isEmpty();
    }

    @Override
    public void startRound(long now) {
        queue.clear();
        waitingSeeds.clear();
        open.clear();
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
        if (queue.size() >= MAX_QUEUE || !visit(item.url())) {
            return;
        }
        boolean known = open.containsKey(item.seed());
        if (!known && open.size() >= MAX_SEEDS_AT_WORK) {
            waitingSeeds.add(item);
        } else {
            queue(item);
        }
    }

    @Override
    public void finished(WorkItem item) {
        Integer left = open.computeIfPresent(item.seed(), (seed, count) -> count == 1 ? null : count - 1);
        if (left == null && open.size() < MAX_SEEDS_AT_WORK && !waitingSeeds.isEmpty()) {
            queue(waitingSeeds.poll());
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

    private void queue(WorkItem item) {
        open.merge(item.seed(), 1, Integer::sum);
        queue.add(item);
    }

    private static WorkItem seedItem(String seed, long now) {
        return new WorkItem(seed, seed, 0, now, false);
    }
}
