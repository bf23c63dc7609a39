/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** Caches the robots.txt files of one round of a job. A full cache starts again: a job may have a million sites. */
public final class RobotsCache {

    private static final int MAX_SITES = 10_000;

    private final Map<String, RobotsRules> known = new ConcurrentHashMap<>();
    private final Fetcher fetcher;
    private final int max;

    /** Creates an empty cache. */
    public RobotsCache(Fetcher fetcher) {
        this(fetcher, MAX_SITES);
    }

    RobotsCache(Fetcher fetcher, int max) {
        this.fetcher = fetcher;
        this.max = max;
    }

    /**
     * Returns the rules for a normalized URL. A site without a robots.txt allows everything; one whose server fails to
     * send it allows nothing, by RFC 9309.
     */
    public RobotsRules of(String url) {
        String origin = Urls.origin(url);
        RobotsRules rules = known.get(origin);
        if (rules != null) {
            return rules;
        }
        if (known.size() >= max) {
            known.clear();
        }
        return known.computeIfAbsent(origin, this::read);
    }

    private RobotsRules read(String origin) {
        FetchResult result = fetcher.fetch(origin + "/robots.txt", Map.of(), ChronoUnit.FOREVER.getDuration());
        if (result.isServerError()) {
            return RobotsRules.ALLOW_NONE;
        }
        return result.ok() ? RobotsRules.parse(result) : RobotsRules.ALLOW_ALL;
    }
}
