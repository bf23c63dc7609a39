/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import io.github.cameldiffbot.sandbox.internal.http.LoopbackServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A crawl stays in its domains, behind redirects and in any encoding")
class CrawlScopeTest extends SandboxTest {

    @AutoClose
    private final PageSite site = new PageSite();

    @Test
    @DisplayName("Names below localhost are this machine, and are subdomains")
    void subdomains() {
        site.links("/", on("www", "/w"), on("blog", "/b")).links("/w").links("/b");
        assertThat(crawl("any", on("", "/"))).containsExactlyInAnyOrder(on("", "/"), on("www", "/w"), on("blog", "/b"));
        assertThat(crawl("one", on("", "/"), "restrictSubdomain", "1")).containsExactly(on("", "/"));
    }

    @Test
    @DisplayName("A redirect out of the domain is not followed, unless restrictDomain is 0")
    void redirectToAnotherDomain() {
        site.links("/", "/away").redirect("/away", site.url("/other")).links("/other");
        assertThat(crawl("in", on("", "/"), "obeyRobots", "0")).containsExactly(on("", "/"));
        assertThat(api.row("in", on("", "/away"))).contains("redirected to another domain");
        assertThat(site.visits).doesNotContain("/other");
        assertThat(crawl("out", on("", "/"), "restrictDomain", "0")).hasSize(2);
    }

    @Test
    @DisplayName("With restrictDomain=0, other domains are crawled one hop from the seeds")
    void otherDomains() {
        site.links("/", site.url("/near"), "/a").links("/a", site.url("/far")).links("/near", "/further");
        assertThat(crawl("out", on("", "/"), "restrictDomain", "0"))
                .containsExactlyInAnyOrder(on("", "/"), on("", "/a"), site.url("/near"));
    }

    @Test
    @DisplayName("robots.txt is asked for the target of a redirect as well")
    void redirectToDisallowed() {
        site.redirect("/go", "/secret").links("/secret").page("/robots.txt", "User-agent: *\nDisallow: /secret");
        api.bulk("r", site.url("/go"));
        api.awaitStatus("r", 10);
        assertThat(api.row("r", site.url("/go"))).contains("robots.txt disallows this url");
        assertThat(site.visits).doesNotContain("/secret");
    }

    @Test
    @DisplayName("pageProcessPattern is matched against the text in the charset of the page's meta element")
    void charsetOfPage() {
        try (LoopbackServer plain = server("text/html", "", "<html><head><meta charset='iso-8859-1'></head><p>Gr\u00fc\u00dfe"
                .getBytes(StandardCharsets.ISO_8859_1))) {
            String url = "http://127.0.0.1:" + plain.port() + "/";
            assertThat(crawl("latin", url, "pageProcessPattern", "Gr\u00fc\u00dfe")).containsExactly(url);
        }
    }

    @ParameterizedTest
    @CsvSource({ "text/html; charset=iso-8859-1, utf-8", "text/html, iso-8859-1" })
    @DisplayName("A page in iso-8859-1 has the quotes and the euro of windows-1252, whether the header or the page names it")
    void charsetAsInBrowsers(String type, String named) {
        byte[] page = ("<html><head><meta charset='" + named + "'></head><p>It costs ~80 today").getBytes(
                StandardCharsets.ISO_8859_1);
        page[new String(page, StandardCharsets.ISO_8859_1).indexOf('~')] = (byte) 0x80;
        try (LoopbackServer plain = server(type, "", page)) {
            String url = "http://127.0.0.1:" + plain.port() + "/";
            crawl("latin", url);
            assertThat(api.records("latin").get(0).path("text").asText()).isEqualTo("It costs \u20ac80 today");
        }
    }

    @Test
    @DisplayName("A page that is compressed with gzip is unpacked")
    void compressedPage() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("<html><title>Packed</title><body><p>Unpacked text</p></body></html>".getBytes(StandardCharsets.UTF_8));
        }
        try (LoopbackServer packed = server("text/html", "gzip", bytes.toByteArray());
             LoopbackServer broken = server("text/html", "gzip", new byte[] { 1, 2, 3 })) {
            String url = "http://127.0.0.1:" + packed.port() + "/";
            assertThat(crawl("packed", url)).containsExactly(url);
            assertThat(api.records("packed").get(0).path("text").asText()).isEqualTo("Unpacked text");
            api.bulk("broken", "http://127.0.0.1:" + broken.port() + "/");
            api.awaitStatus("broken", 10);
        }
    }

    @Test
    @DisplayName("A redirect by a meta element is followed, a reload is not")
    void metaRefresh() {
        site.page("/old", "<meta http-equiv='Refresh' content='0; URL=/new'><p>Moved</p>").links("/new")
                .page("/news", "<meta http-equiv=refresh content='30;url=/news'><p>Latest</p>");
        api.bulk("r", site.url("/old") + " " + site.url("/news"));
        api.awaitStatus("r", 9);
        assertThat(api.row("r", site.url("/old"))).contains(",1,\"" + site.url("/new") + "\"");
        assertThat(api.records("r")).extracting(page -> page.path("resolvedPageUrl").asText())
                .containsExactlyInAnyOrder(site.url("/new"), "");
        assertThat(site.visits).containsOnlyOnce("/news");
    }

    @Test
    @DisplayName("A Location that is only a query keeps the path")
    void locations() {
        site.redirect("/list/items", "?page=2").links("/list/items?page=2");
        api.bulk("l", site.url("/list/items"));
        api.awaitStatus("l", 9);
        assertThat(site.visits).contains("/list/items?page=2");
    }

    @Test
    @DisplayName("A client can use the sandbox as an HTTP proxy")
    void proxy() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(("GET http://api.diffbot.com/v3/bulk?token=" + sandbox.token()
                                            + " HTTP/1.1\r\nHost: api.diffbot.com\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }

    private List<String> crawl(String name, String seed, String... params) {
        api.crawl(name, seed, params);
        api.awaitStatus(name, 9);
        return api.pages(name);
    }

    private String on(String subdomain, String path) {
        return site.url(path).replace("127.0.0.1", subdomain.isEmpty() ? "localhost" : subdomain + ".localhost");
    }

    private static LoopbackServer server(String type, String encoding, byte[] body) {
        return LoopbackServer.start(0, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", type);
                if (!encoding.isEmpty()) {
                    exchange.getResponseHeaders().set("Content-Encoding", encoding);
                }
                boolean found = !exchange.getRequestURI().getPath().equals("/robots.txt");
                exchange.sendResponseHeaders(found ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            }
        }, "test-page");
    }
}
