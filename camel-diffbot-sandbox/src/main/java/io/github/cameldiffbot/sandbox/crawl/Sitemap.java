/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A sitemap, packed or not: what a seed may be instead of a page. */
public final class Sitemap {

    private static final int MAX_BYTES = 50 << 20;

    private final List<String> locations;
    private final boolean index;

    private Sitemap(List<String> locations, boolean index) {
        this.locations = locations;
        this.index = index;
    }

    /**
     * Reads a sitemap.
     *
     * @param  body of a page
     * @param  url  where it was found
     * @return      the sitemap, or null if it is something else
     */
    public static Sitemap read(byte[] body, String url) {
        boolean packed = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (!packed && !url.endsWith(".xml")) {
            return null;
        }
        try (InputStream in = packed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            byte[] xml = in.readNBytes(MAX_BYTES);
            Document document = Jsoup.parse(new ByteArrayInputStream(xml), null, url, Parser.xmlParser());
            Element root = document.selectFirst("urlset, sitemapindex");
            return root == null
                    ? null
                    : new Sitemap(root.select("> * > loc").eachText(), root.normalName().equals("sitemapindex"));
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The URLs in it.
     *
     * @return as they are written
     */
    public List<String> locations() {
        return locations;
    }

    /**
     * Whether the URLs are those of other sitemaps.
     *
     * @return true for a {@code sitemapindex}
     */
    public boolean isIndex() {
        return index;
    }
}
