/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Sitemaps are crawled")
class SitemapTest extends SandboxTest {

    @AutoClose
    private final PageSite site = new PageSite().links("/a").links("/b", "/c").links("/c");

    @Test
    @DisplayName("Listed pages are crawled")
    void listedPages() {
        site.file("/map.xml", urls("/a", "/b").getBytes(UTF_8));
        crawl("/map.xml");
        assertThat(api.pages("m")).containsExactlyInAnyOrder(site.url("/a"), site.url("/b"), site.url("/c"));
        assertThat(api.row("m", site.url("/map.xml"))).contains("\"Success\"");
    }

    @Test
    @DisplayName("Listed pages have the hop count of the seed")
    void hops() {
        site.file("/map.xml", urls("/a", "/b").getBytes(UTF_8));
        crawl("/map.xml", "maxHops", "0");
        assertThat(api.pages("m")).containsExactlyInAnyOrder(site.url("/a"), site.url("/b"));
    }

    @Test
    @DisplayName("A sitemap can be compressed")
    void gzip() throws IOException {
        site.file("/map.xml.gz", packed(urls("/a")));
        crawl("/map.xml.gz");
        assertThat(api.pages("m")).containsExactly(site.url("/a"));
    }

    @Test
    @DisplayName("A sitemap index is followed")
    void index() throws IOException {
        site.file("/index.xml", ("<sitemapindex><sitemap><loc>" + site.url("/one.xml.gz")
                                 + "</loc></sitemap></sitemapindex>")
                .getBytes(UTF_8));
        site.file("/one.xml.gz", packed(urls("/a", "/c")));
        crawl("/index.xml", "urlCrawlPattern", "/c");
        assertThat(api.pages("m")).containsExactly(site.url("/c"));
    }

    @Test
    @DisplayName("A sitemap is recognized by its content, at any URL")
    void anyUrl() {
        site.file("/maps?page=1", ("\uFEFF<?xml version=\"1.0\"?>\n<!-- all -->\n<sitemapindex><sitemap><loc>"
                                   + site.url("/one.xml?from=1&amp;to=2") + "</loc></sitemap></sitemapindex>")
                .getBytes(UTF_8));
        site.file("/one.xml?from=1&to=2", urls("/a", "/c").getBytes(UTF_8));
        crawl("/maps?page=1");
        assertThat(api.pages("m")).containsExactlyInAnyOrder(site.url("/a"), site.url("/c"));
    }

    @Test
    @DisplayName("A namespace prefix is accepted")
    void namespacePrefix() {
        site.file("/map.xml", ("<sm:urlset xmlns:sm=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sm:url><sm:loc>"
                               + site.url("/a") + "</sm:loc></sm:url></sm:urlset>")
                .getBytes(UTF_8));
        crawl("/map.xml");
        assertThat(api.pages("m")).containsExactly(site.url("/a"));
    }

    @ParameterizedTest
    @DisplayName("Other XML is a page, and not a sitemap")
    @ValueSource(strings = {
            "<note><loc>/a</loc></note>", "<rss><channel><item><link>http://h/</link></item></channel></rss>", "<" })
    void otherXml(String xml) {
        site.file("/map.xml", xml.getBytes(UTF_8));
        crawl("/map.xml");
        assertThat(api.get("/crawl/data", "name", "m", "type", "urls").body().lines().skip(1)).singleElement().asString()
                .contains("/map.xml", "\"Success\"");
    }

    @Test
    @DisplayName("The demo site has a sitemap")
    void demoSite() {
        api.crawl("m", api.page("sitemap.xml.gz"), "maxHops", "0", "urlProcessPattern", "/shop/");
        api.awaitStatus("m", 9);
        assertThat(api.pages("m")).isNotEmpty().allMatch(url -> url.contains("/shop/"));
    }

    private void crawl(String seed, String... params) {
        api.crawl("m", site.url(seed), params);
        api.awaitStatus("m", 9);
    }

    private String urls(String... paths) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><urlset>");
        for (String path : paths) {
            xml.append("<url><loc>\n").append(site.url(path)).append(" </loc><priority>1</priority></url>");
        }
        return xml.append("</urlset>").toString();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
