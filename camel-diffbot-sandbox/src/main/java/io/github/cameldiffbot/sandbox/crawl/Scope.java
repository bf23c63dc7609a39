/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.util.Collection;
import java.util.List;

/** The part of the net that the seeds of a crawl cover. */
public final class Scope {

    private final List<String> covered;

    /**
     * The scope of some seeds.
     *
     * @param seeds          normalized URLs
     * @param wholeSubdomain whether to stay on the very host of each seed
     */
    public Scope(Collection<String> seeds, boolean wholeSubdomain) {
        this.covered = seeds.stream().map(s -> wholeSubdomain ? Urls.authority(s) : Urls.coverage(s)).distinct().toList();
    }

    /**
     * Whether a URL lies within.
     *
     * @param  url a normalized URL
     * @return     true if one of the seeds covers it
     */
    public boolean covers(String url) {
        String authority = Urls.authority(url);
        for (String part : covered) {
            if (authority.equals(part) || authority.endsWith("." + part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The subdomain that per-subdomain limits count by.
     *
     * @param  url a normalized URL
     * @return     host and port
     */
    public static String subdomain(String url) {
        return Urls.authority(url);
    }
}
