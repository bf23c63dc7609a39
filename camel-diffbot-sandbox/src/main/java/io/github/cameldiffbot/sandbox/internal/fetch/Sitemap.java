/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.IOException;
import java.net.URL;
import java.util.List;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.AbstractSiteMap.SitemapType;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;

/** A sitemap, which may be compressed with gzip. A seed may be a sitemap instead of a page. */
public final class Sitemap {

    private final List<String> locations;
    private final boolean index;

    private Sitemap(List<String> locations, boolean index) {
        this.locations = locations;
        this.index = index;
    }

    /** Parses the body of a page; returns null if it is not a sitemap or a sitemap index in XML. */
    public static Sitemap read(FetchResult page) {
        byte[] body = page.body();
        boolean compressed = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (!compressed && !page.url().endsWith(".xml")) {
            return null;
        }
        try {
            // not strict: a sitemap may list URLs of other hosts; partial: URLs before an error are kept
            AbstractSiteMap map = new SiteMapParser(false, true)
                    .parseSiteMap(compressed ? "application/gzip" : "text/xml", body, new URL(page.url()));
            if (map.getType() != SitemapType.XML && !map.isIndex()) {
                return null;
            }
            return map.isIndex()
                    ? new Sitemap(
                            urls(((SiteMapIndex) map).getSitemaps(true).stream().map(AbstractSiteMap::getUrl).toList()), true)
                    : new Sitemap(urls(((SiteMap) map).getSiteMapUrls().stream().map(u -> u.getUrl()).toList()), false);
        } catch (UnknownFormatException | IOException e) {
            // another format, or corrupt
            return null;
        }
    }

    /** Returns the listed URLs. */
    public List<String> locations() {
        return locations;
    }

    /** Returns whether the URLs are those of other sitemaps. */
    public boolean isIndex() {
        return index;
    }

    private static List<String> urls(List<URL> urls) {
        return urls.stream().map(URL::toString).toList();
    }
}
