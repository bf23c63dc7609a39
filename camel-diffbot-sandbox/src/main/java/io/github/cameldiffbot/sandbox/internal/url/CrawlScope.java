/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.Collection;
import java.util.List;

/** The domains that the seeds of a crawl cover. */
public final class CrawlScope {

    private final List<String> covered;
    private final boolean sameHostOnly;

    /**
     * Creates the scope of some seeds.
     *
     * @param seeds        normalized URLs
     * @param sameHostOnly whether a seed covers its own host only, and not its whole domain
     */
    public CrawlScope(Collection<String> seeds, boolean sameHostOnly) {
        this.sameHostOnly = sameHostOnly;
        this.covered = seeds.stream().map(s -> sameHostOnly ? Urls.authority(s) : domain(s)).distinct().toList();
    }

    /** Returns whether a normalized URL is on a covered host or below it. */
    public boolean covers(String url) {
        String authority = Urls.authority(url);
        for (String part : covered) {
            if (authority.equals(part) || !sameHostOnly && authority.endsWith("." + part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the domain that a seed covers: a {@code www} seed covers its whole domain, any other host only itself.
     */
    private static String domain(String seed) {
        String authority = Urls.authority(seed);
        return authority.startsWith("www.") ? authority.substring(4) : authority;
    }
}
