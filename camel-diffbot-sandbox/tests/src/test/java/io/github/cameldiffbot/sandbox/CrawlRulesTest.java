/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rules select the pages of a crawl")
class CrawlRulesTest extends SandboxTest {

    @AutoClose
    private PageSite site;

    @BeforeEach
    void startSite() {
        site = new PageSite().links("/", "/a", "/b?x=1", "/c.html#top").links("/a", "/deep").links("/b?x=1")
                .links("/c.html", "/a").links("/deep", "/deeper").links("/deeper");
    }

    @Test
    @DisplayName("Links are followed without a limit by default")
    void allHops() {
        crawl();
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html", "/deep", "/deeper");
        assertThat(sandbox.job("c").toJson().path("urlsHarvested").asInt()).isEqualTo(6);
    }

    @Test
    @DisplayName("maxHops limits the depth")
    void maxHops() {
        crawl("maxHops", "1");
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html");
    }

    @Test
    @DisplayName("maxHops=0 crawls the seeds only")
    void zeroHops() {
        crawl("maxHops", "0");
        assertThat(pages()).containsExactly("/");
    }

    @Test
    @DisplayName("A crawl pattern selects pages")
    void crawlPattern() {
        crawl("urlCrawlPattern", "/a||/deep$");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/deep");
        assertThat(site.visits).doesNotContain("/c.html", "/deeper");
    }

    @Test
    @DisplayName("An exclusion in a pattern takes precedence")
    void exclusion() {
        crawl("urlCrawlPattern", "!deep");
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html");
    }

    @Test
    @DisplayName("A regular expression overrides the pattern")
    void crawlRegex() {
        crawl("urlCrawlPattern", "nothing", "urlCrawlRegEx", "/[AC]");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/c.html");
    }

    @Test
    @DisplayName("A process pattern separates crawling from processing")
    void processPattern() {
        crawl("urlProcessPattern", "deeper");
        assertThat(pages()).containsExactly("/deeper");
        assertThat(sandbox.job("c").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(6);
        assertThat(sandbox.job("c").toJson().path("pageProcessAttempts").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("pageProcessPattern is matched against the source of a page")
    void pageProcessPattern() {
        crawl("pageProcessPattern", "This is /a||This is /c");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/c.html");
    }

    @Test
    @DisplayName("Other sites are crawled with restrictDomain=0 only")
    void restrictDomain() {
        try (PageSite other = new PageSite()) {
            other.links("/far", other.url("/farther")).links("/farther");
            site.links("/", other.url("/far"));
            crawl();
            assertThat(other.visits).isEmpty();
            api.crawl("open", site.url("/"), "restrictDomain", "0");
            api.awaitStatus("open", 9);
            assertThat(api.pages("open")).containsExactlyInAnyOrder(site.url("/"), other.url("/far"));
        }
    }

    @Test
    @DisplayName("maxToCrawlPerSubdomain limits the pages of a subdomain that were crawled, not those that failed")
    void subdomainLimit() {
        crawl("maxToCrawlPerSubdomain", "2");
        assertThat(pages()).hasSize(2);
        site.links("/", "/gone1", "/gone2", "/gone3", "/a", "/deep");
        api.crawl("failures", site.url("/"), "maxToCrawlPerSubdomain", "3");
        api.awaitStatus("failures", 9);
        assertThat(api.pages("failures")).containsExactlyInAnyOrder(site.url("/"), site.url("/a"), site.url("/deep"));
    }

    @Test
    @DisplayName("maxToProcessPerSubdomain limits the pages of a subdomain that were processed")
    void subdomainProcessLimit() {
        crawl("maxToProcessPerSubdomain", "2");
        assertThat(pages()).hasSize(2);
        assertThat(sandbox.job("c").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(6);
    }

    @Test
    @DisplayName("Hosts outside of the allow-list are not fetched")
    void allowList() {
        api.bulk("far", "http://diffbot.example.org/");
        api.awaitStatus("far", 10);
        assertThat(api.row("far", "http://diffbot.example.org/")).contains("allow-list");
    }

    @Test
    @DisplayName("Custom headers are sent to the site")
    void customHeaders() {
        crawl("customHeaders", "X-Evaluate:now", "customHeaders", "Host:elsewhere", "maxHops", "0");
        assertThat(site.headers).anySatisfy(headers -> assertThat(headers.get("X-evaluate")).containsExactly("now"));
        assertThat(pages()).hasSize(1);
    }

    private void crawl(String... params) {
        api.crawl("c", site.url("/"), params);
        api.awaitStatus("c", 9);
    }

    private List<String> pages() {
        return api.pages("c").stream().map(url -> url.substring(site.url("").length())).toList();
    }
}
