/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A sitemap, which may be compressed with gzip. A seed may be a sitemap instead of a page. */
public final class Sitemap {

    private static final int MAX_BYTES = 50 << 20;

    private final List<String> locations;
    private final boolean index;

    private Sitemap(List<String> locations, boolean index) {
        this.locations = locations;
        this.index = index;
    }

    /** Parses the body of a page; returns null if it is not a sitemap. */
    public static Sitemap read(byte[] body, String url) {
        boolean compressed = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (!compressed && !url.endsWith(".xml")) {
            return null;
        }
        try (InputStream in
                = compressed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
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

    /** Returns the listed URLs as they are written. */
    public List<String> locations() {
        return locations;
    }

    /** Returns whether the URLs are those of other sitemaps. */
    public boolean isIndex() {
        return index;
    }
}
