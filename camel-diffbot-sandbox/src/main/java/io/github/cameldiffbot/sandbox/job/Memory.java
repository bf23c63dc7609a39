/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.sandbox.crawl.Scope;
import io.github.cameldiffbot.sandbox.crawl.Urls;

/** What a job remembers of the pages it has seen, in this round and before. Guarded by the job. */
final class Memory {

    private final Set<Long> processedUrls = new HashSet<>();
    private final Map<Long, Long> contents = new HashMap<>();
    private final Map<String, Integer> crawled = new HashMap<>();
    private final Map<String, Integer> processed = new HashMap<>();

    /** The hashes of the URLs that were processed. */
    Set<Long> processed() {
        return processedUrls;
    }

    boolean wasProcessed(String url) {
        return processedUrls.contains(Urls.hash64(url));
    }

    void processed(String url) {
        processedUrls.add(Urls.hash64(url));
    }

    /** The document that had this content before in this round, or 0. */
    long duplicateOf(long content, long docId) {
        Long first = contents.putIfAbsent(content, docId);
        return first == null || first == docId ? 0 : first;
    }

    /** Counts a page to crawl among those of its subdomain. */
    int crawlNumber(String url) {
        return crawled.merge(Scope.subdomain(url), 1, Integer::sum);
    }

    /** Counts a page to process among those of its subdomain. */
    int processNumber(String url) {
        return processed.merge(Scope.subdomain(url), 1, Integer::sum);
    }

    void startRound() {
        contents.clear();
        crawled.clear();
        processed.clear();
    }

    void clear() {
        startRound();
        processedUrls.clear();
    }
}
