/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a crawl: breadth first from the seeds, each URL once per round. At most 30 seeds are active at a time;
 * the others wait until an active seed has no pages left.
 */
public final class CrawlFrontier implements Frontier {

    /** A crawl that finds more URLs is caught in a crawler trap. */
    private static final int MAX_QUEUE = 1_000_000;
    private static final int MAX_ACTIVE_SEEDS = 30;

    private final Set<String> seeds = new LinkedHashSet<>();
    private final UrlList submitted = new UrlList();
    private final Deque<WorkItem> queue = new ArrayDeque<>();
    private final Deque<WorkItem> waitingSeeds = new ArrayDeque<>();
    /** The number of pages of each active seed that are queued or in flight. */
    private final Map<String, Integer> active = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();

    @Override
    public @Nullable WorkItem next() {
        return queue.poll();
    }

    @Override
    public @Nullable WorkItem take(String url) {
        for (Deque<WorkItem> items : List.of(queue, waitingSeeds)) {
            for (Iterator<WorkItem> all = items.iterator(); all.hasNext();) {
                WorkItem item = all.next();
                if (item.url().equals(url)) {
                    all.remove();
                    if (items == waitingSeeds) {
                        active.merge(item.seed(), 1, Integer::sum);
                    }
                    return item;
                }
            }
        }
        return null;
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty() && waitingSeeds.isEmpty();
    }

    @Override
    public void startRound(long now) {
        queue.clear();
        waitingSeeds.clear();
        active.clear();
        seen.clear();
        seeds.forEach(seed -> offer(seedItem(seed, now)));
    }

    @Override
    public void startSeeds(long now) {
        for (String seed : seeds) {
            visit(seed);
            admit(seedItem(seed, now));
        }
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
            admit(item);
        }
    }

    @Override
    public void finished(WorkItem item) {
        Integer left = active.computeIfPresent(item.seed(), (seed, count) -> count == 1 ? null : count - 1);
        if (left == null && active.size() < MAX_ACTIVE_SEEDS && !waitingSeeds.isEmpty()) {
            queue(waitingSeeds.remove());
        }
    }

    @Override
    public boolean visit(String url) {
        return seen.add(Hashes.hash64(url));
    }

    @Override
    public FrontierState state() {
        List<WorkItem> pending = new ArrayList<>(queue);
        pending.addAll(waitingSeeds);
        return new FrontierState(0, 0, pending, Set.copyOf(seen));
    }

    @Override
    public void restore(FrontierState state) {
        queue.clear();
        waitingSeeds.clear();
        active.clear();
        seen.clear();
        seen.addAll(state.seen());
        state.pending().forEach(this::admit);
    }

    @Override
    public UrlList submitted() {
        return submitted;
    }

    private void admit(WorkItem item) {
        boolean known = active.containsKey(item.seed());
        if (!known && active.size() >= MAX_ACTIVE_SEEDS) {
            waitingSeeds.add(item);
        } else {
            queue(item);
        }
    }

    private void queue(WorkItem item) {
        active.merge(item.seed(), 1, Integer::sum);
        queue.add(item);
    }

    private static WorkItem seedItem(String seed, long now) {
        return new WorkItem(seed, seed, 0, now, false);
    }
}
