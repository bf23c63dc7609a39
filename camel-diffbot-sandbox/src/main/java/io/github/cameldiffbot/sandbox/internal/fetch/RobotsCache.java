/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** Caches the robots.txt files of one round of a job. */
public final class RobotsCache {

    private final Map<String, RobotsRules> known = new ConcurrentHashMap<>();
    private final Fetcher fetcher;

    /** Creates an empty cache. */
    public RobotsCache(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * Returns the rules for a normalized URL. A site without a robots.txt allows everything; one whose server fails to
     * send it allows nothing, by RFC 9309.
     */
    public RobotsRules of(String url) {
        return known.computeIfAbsent(Urls.origin(url), this::read);
    }

    private RobotsRules read(String origin) {
        FetchResult result = fetcher.fetch(origin + "/robots.txt", Map.of(), null);
        if (result.isServerError()) {
            return RobotsRules.ALLOW_NONE;
        }
        return result.ok() ? RobotsRules.parse(result) : RobotsRules.ALLOW_ALL;
    }
}
