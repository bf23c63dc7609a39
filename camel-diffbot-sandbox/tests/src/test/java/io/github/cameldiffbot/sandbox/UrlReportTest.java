/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The URL report has a row for each URL")
class UrlReportTest extends SandboxTest {

    @Test
    @DisplayName("The columns are those of Diffbot")
    void columns() {
        api.bulk("u", api.page("about"));
        api.awaitStatus("u", 9);
        assertThat(report("u").lines().findFirst()).hasValue("Url,Doc ID,Url Discovered Time,Crawled Time,Content Length,"
                                                             + "Duplicate Of,Redirects,Redirected To,Robots.txt Crawl Delay (ms),"
                                                             + "Crawl Round,Crawl Try #,Hop Count,Crawl Status,Diffbot URI,"
                                                             + "Process Attempted,Process Response,Proxy Used");
    }

    @Test
    @DisplayName("A page that robots.txt disallows is not fetched")
    void disallowedPage() {
        api.bulk("u", api.page("staff/rota") + " " + api.page("about"));
        api.awaitStatus("u", 9);
        assertThat(api.row("u", api.page("staff/rota"))).contains("\"robots.txt disallows this url\"");
        api.bulk("rude", api.page("staff/rota"), "obeyRobots", "0");
        api.awaitStatus("rude", 9);
        assertThat(api.records("rude")).hasSize(1);
    }

    @Test
    @DisplayName("A redirect is recorded")
    void redirect() {
        api.bulk("u", api.page("old-about"));
        api.awaitStatus("u", 9);
        assertThat(api.row("u", api.page("old-about"))).contains(",1,\"" + api.page("about") + "\",", "\"Success\"");
        assertThat(api.records("u").get(0).path("pageUrl").asText()).isEqualTo(api.page("old-about"));
        assertThat(api.records("u").get(0).path("resolvedPageUrl").asText()).isEqualTo(api.page("about"));
    }

    @Test
    @DisplayName("A copy refers to the canonical page")
    void canonicalUrl() {
        String print = api.page("magazine/the-hut-book?view=print");
        api.crawl("u", print, "maxHops", "0");
        api.awaitStatus("u", 9);
        String original = api.page("magazine/the-hut-book");
        String docId = api.row("u", original).split(",")[1];
        assertThat(api.row("u", print)).contains("\"Url was dup of canonical page\"", docId);
        assertThat(api.pages("u")).containsExactly(original);
    }

    @Test
    @DisplayName("Without canonical links duplicates are detected by content")
    void duplicateContent() {
        String page = api.page("magazine/the-hut-book");
        api.crawl("u", page + " " + page + "?view=print", "maxHops", "0", "useCanonical", "0");
        api.awaitStatus("u", 9);
        assertThat(api.records("u")).hasSize(1);
        assertThat(report("u")).contains("\"Doc is a dup\"");
    }

    @Test
    @DisplayName("A broken link is recorded")
    void brokenLink() {
        api.crawl("u", api.page("about"), "maxHops", "1", "urlProcessPattern", "about");
        api.awaitStatus("u", 9);
        assertThat(api.row("u", api.page("catalogue-2019"))).contains("\"Could not download page (404)\"", ",1,");
    }

    @Test
    @DisplayName("num selects the newest rows")
    void num() {
        api.bulk("u", api.page("about"));
        api.awaitStatus("u", 9);
        api.bulk("u", api.page("shop/"));
        api.awaitStatus("u", 9);
        assertThat(report("u").lines().skip(1)).hasSize(2).first().asString().contains("/about");
        assertThat(api.get("/bulk/data", "name", "u", "type", "urls", "num", "1").body().lines().skip(1))
                .singleElement().asString().contains("/shop/");
    }

    @Test
    @DisplayName("The crawl delay of robots.txt is shown")
    void robotsDelay() {
        try (PageSite site
                = new PageSite().page("/robots.txt", "User-agent: *\nCrawl-delay: 1.5\nDisallow: /no/no")
                        .links("/").links("/no/yes").links("/no/no")) {
            api.bulk("u", site.url("/") + " " + site.url("/no/yes") + " " + site.url("/no/no"));
            sandbox.clock().toEnd();
            api.awaitStatus("u", 9);
            assertThat(api.row("u", site.url("/"))).contains(",1500,");
            assertThat(api.pages("u")).containsExactlyInAnyOrder(site.url("/"), site.url("/no/yes"));
        }
    }

    private String report(String name) {
        return api.get("/bulk/data", "name", name, "type", "urls").body();
    }
}
