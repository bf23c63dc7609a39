/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Sitemaps by the kinds of cases that crawler-commons has, with own files. */
@DisplayName("Sitemaps are recognized and read in any form")
class SitemapCasesTest {

    private static final String A = "http://a.example/1";
    private static final String B = "http://a.example/2";
    private static final String URLS = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>" + A
                                       + "</loc><lastmod>2005-01-01</lastmod></url><url><loc>" + B + "</loc></url></urlset>";

    @ParameterizedTest
    @DisplayName("A sitemap in XML is read, whatever is around its URLs")
    @ValueSource(strings = {
            "%s", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s", "\ufeff<?xml version=\"1.0\"?>\n%s", "\ufeff\n \t\r\n%s",
            "<!-- two pages -->%s", "<?xml version=\"1.0\"?><?xml-stylesheet href=\"a.xsl\"?>%s" })
    void xml(String form) {
        assertThat(read(form.formatted(URLS)).locations()).containsExactly(A, B);
    }

    @Test
    @DisplayName("A sitemap of another host, namespace or prefix is read")
    void lenient() {
        assertThat(read(URLS.replace("www.sitemaps.org", "www.other.example")).locations()).containsExactly(A, B);
        assertThat(read(URLS.replace(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"", "")).locations())
                .containsExactly(A, B);
        assertThat(read("<s:urlset xmlns:s=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><s:url><s:loc>" + A
                        + "</s:loc></s:url></s:urlset>")
                .locations()).containsExactly(A);
    }

    @Test
    @DisplayName("The URLs of a sitemap can have white space, entities and CDATA")
    void textOfUrls() {
        assertThat(read("<urlset><url><loc>\n " + A + "?a=1&amp;b=2 \n</loc></url><url><loc><![CDATA[" + B
                        + "?c=3&d=4]]></loc></url></urlset>")
                .locations()).containsExactly(A + "?a=1&b=2", B + "?c=3&d=4");
    }

    @Test
    @DisplayName("A sitemap with extensions gives the pages, not their images and videos")
    void extensions() {
        assertThat(read("<urlset xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\"><url><loc>" + A
                        + "</loc><image:image><image:loc>http://a.example/x.png</image:loc></image:image></url></urlset>")
                .locations()).containsExactly(A);
    }

    @Test
    @DisplayName("An index names other sitemaps")
    void index() {
        Sitemap index = read("<?xml version=\"1.0\"?><sitemapindex><sitemap><loc>" + A + ".xml.gz</loc><lastmod>"
                             + "<![CDATA[2004-10-01T18:23:17+00:00]]></lastmod></sitemap><sitemap><loc>" + B
                             + "?date=now&amp;all=1</loc></sitemap></sitemapindex>");
        assertThat(index.isIndex()).isTrue();
        assertThat(index.locations()).containsExactly(A + ".xml.gz", B + "?date=now&all=1");
    }

    @Test
    @DisplayName("A broken or truncated sitemap gives the URLs before the end")
    void partial() {
        assertThat(read(URLS.substring(0, URLS.indexOf("<url><loc>" + B))).locations()).containsExactly(A);
    }

    @Test
    @DisplayName("An external entity of a sitemap is not read")
    void externalEntity() {
        Sitemap map = read("<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><urlset><url><loc>" + A
                           + "</loc></url><url><loc>http://a.example/&x;</loc></url></urlset>");
        assertThat(map == null ? List.of() : map.locations()).allMatch(A::equals);
    }

    @Test
    @DisplayName("A compressed sitemap is read, up to a limit")
    void compressed() throws IOException {
        assertThat(Sitemap.read(page("application/gzip", gzip(URLS, 0))).locations()).containsExactly(A, B);
        byte[] bomb = gzip("<urlset><url><loc>" + A + "</loc></url>", 200 << 20);
        assertThat(bomb).hasSizeLessThan(1 << 20);
        assertThat(Sitemap.read(page("application/gzip", bomb)).locations()).containsExactly(A);
    }

    @ParameterizedTest
    @DisplayName("A list of URLs, a feed or another text is a page: Diffbot documents sitemaps in XML only")
    @ValueSource(strings = {
            A + "\n" + B, "<rss><channel><item><link>" + A + "</link></item></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"" + A + "\"/></entry></feed>",
            "<html><body>urlset</body></html>", "", "<" })
    void others(String text) {
        assertThat(read(text)).isNull();
    }

    private static Sitemap read(String text) {
        return Sitemap.read(page("text/xml", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static FetchResult page(String type, byte[] body) {
        return FetchResult.page("http://a.example/sitemap.xml?from=1&to=2", 0, type, body);
    }

    /** Compresses a text and a number of spaces. */
    private static byte[] gzip(String text, int spaces) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int written = 0; written < spaces; written += part.length) {
                out.write(part);
            }
        }
        return bytes.toByteArray();
    }
}
