/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The robots.txt files that one round of a job has met; a new round reads them anew. */
public final class RobotsCache {

    private final Map<String, Robots> known = new ConcurrentHashMap<>();
    private final Fetcher fetcher;

    /**
     * An empty cache.
     *
     * @param fetcher reads the files
     */
    public RobotsCache(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * The rules for a URL.
     *
     * @param  url a normalized URL
     * @return     the rules of its site; all is allowed where there is no robots.txt
     */
    public Robots of(String url) {
        return known.computeIfAbsent(Urls.origin(url), this::read);
    }

    private Robots read(String origin) {
        FetchResult result = fetcher.fetch(origin + "/robots.txt", Map.of(), null);
        return result.ok() ? Robots.parse(result.text()) : Robots.NONE;
    }
}
