/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import io.github.cameldiffbot.sandbox.internal.url.Urls;

/**
 * Records which URLs a job has processed since its creation, and which contents and subdomains it has seen in the
 * current round. Guarded by the job.
 */
final class CrawlHistory {

    private final Set<Long> processedUrls = new HashSet<>();
    private final Map<Long, Long> documentByContent = new HashMap<>();
    private final Map<String, Integer> crawledBySubdomain = new HashMap<>();
    private final Map<String, Integer> processedBySubdomain = new HashMap<>();

    JobState.HistoryState state() {
        return new JobState.HistoryState(
                Set.copyOf(processedUrls), Map.copyOf(documentByContent), Map.copyOf(crawledBySubdomain),
                Map.copyOf(processedBySubdomain));
    }

    void restore(JobState.HistoryState state) {
        processedUrls.addAll(state.processed());
        documentByContent.putAll(state.documentByContent());
        crawledBySubdomain.putAll(state.crawledBySubdomain());
        processedBySubdomain.putAll(state.processedBySubdomain());
    }

    boolean wasProcessed(String url) {
        return processedUrls.contains(Hashes.hash64(url));
    }

    void addProcessed(String url) {
        processedUrls.add(Hashes.hash64(url));
    }

    /** Returns the first document with this content in this round, or 0 if this document is the first. */
    long duplicateOf(long contentHash, long docId) {
        Long first = documentByContent.putIfAbsent(contentHash, docId);
        return first == null || first == docId ? 0 : first;
    }

    /** Returns how many pages of a subdomain were crawled in this round. */
    int crawled(String subdomain) {
        return crawledBySubdomain.getOrDefault(subdomain, 0);
    }

    /** Returns how many pages of a subdomain were processed in this round. */
    int processed(String subdomain) {
        return processedBySubdomain.getOrDefault(subdomain, 0);
    }

    /** Counts a page for its subdomain. */
    void count(PageOutcome outcome) {
        String subdomain = Urls.authority(outcome.row().url());
        if (outcome.isCrawled()) {
            crawledBySubdomain.merge(subdomain, 1, Integer::sum);
        }
        if (outcome.isProcessed()) {
            processedBySubdomain.merge(subdomain, 1, Integer::sum);
        }
    }

    void startRound() {
        documentByContent.clear();
        crawledBySubdomain.clear();
        processedBySubdomain.clear();
    }
}
