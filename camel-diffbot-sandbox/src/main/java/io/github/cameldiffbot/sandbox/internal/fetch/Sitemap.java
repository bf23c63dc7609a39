/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.AbstractSiteMap.SitemapType;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import org.jspecify.annotations.Nullable;

/** A sitemap, which may be compressed with gzip. A seed may be a sitemap instead of a page. */
public final class Sitemap {

    /** The root element may follow a declaration and comments. */
    private static final Pattern ROOT = Pattern.compile("^[^<]*(<[?!][^>]*>\\s*)*<(\\w+:)?(urlset|sitemapindex)[\\s>]");
    private static final int MAX_START = 2_000;
    /** The limit of the protocol of sitemaps. */
    private static final int MAX_UNPACKED = 50 << 20;

    private final List<String> locations;
    private final boolean index;

    private Sitemap(List<String> locations, boolean index) {
        this.locations = locations;
        this.index = index;
    }

    /** Parses the body of a page; returns null if its content is not a sitemap or a sitemap index in XML. */
    public static @Nullable Sitemap read(FetchResult page) {
        try {
            byte[] body = isCompressed(page.body()) ? unpacked(page.body()) : page.body();
            String start = new String(body, 0, Math.min(body.length, MAX_START), StandardCharsets.ISO_8859_1);
            if (!ROOT.matcher(start).find()) {
                return null;
            }
            // not strict: a sitemap may list URLs of other hosts; partial: URLs before an error are kept
            SiteMapParser parser = new SiteMapParser(false, true);
            // otherwise the URLs of images and videos count as pages
            parser.enableExtensions();
            AbstractSiteMap map = parser.parseSiteMap("text/xml", body, new URL(page.url()));
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

    private static boolean isCompressed(byte[] body) {
        return body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(MAX_UNPACKED);
        }
    }

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
