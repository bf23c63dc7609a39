/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrawlRulesTest extends SandboxTest {

    private PageSite site;

    @BeforeEach
    void startSite() {
        site = new PageSite().links("/", "/a", "/b?x=1", "/c.html#top").links("/a", "/deep").links("/b?x=1")
                .links("/c.html", "/a").links("/deep", "/deeper").links("/deeper");
    }

    @AfterEach
    void stopSite() {
        site.close();
    }

    @Test
    void linksAreFollowedToTheEnd() {
        crawl();
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html", "/deep", "/deeper");
        assertThat(sandbox.job("c").toJson().path("urlsHarvested").asInt()).isEqualTo(6);
    }

    @Test
    void hopsAreCounted() {
        crawl("maxHops", "1");
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html");
    }

    @Test
    void noHopsMeansSeedsOnly() {
        crawl("maxHops", "0");
        assertThat(pages()).containsExactly("/");
    }

    @Test
    void patternsChooseWhatIsCrawledAndProcessed() {
        crawl("urlCrawlPattern", "/a||/deep$");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/deep");
        assertThat(site.visits).doesNotContain("/c.html", "/deeper");
    }

    @Test
    void anExclusionWins() {
        crawl("urlCrawlPattern", "!deep");
        assertThat(pages()).containsExactlyInAnyOrder("/", "/a", "/b?x=1", "/c.html");
    }

    @Test
    void aRegularExpressionOverridesThePattern() {
        crawl("urlCrawlPattern", "nothing", "urlCrawlRegEx", "/[AC]");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/c.html");
    }

    @Test
    void pagesCanBeCrawledAndNotProcessed() {
        crawl("urlProcessPattern", "deeper");
        assertThat(pages()).containsExactly("/deeper");
        assertThat(sandbox.job("c").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(6);
        assertThat(sandbox.job("c").toJson().path("pageProcessAttempts").asInt()).isEqualTo(1);
    }

    @Test
    void theSourceOfAPageDecidesWhetherItIsProcessed() {
        crawl("pageProcessPattern", "This is /a||This is /c");
        assertThat(pages()).containsExactlyInAnyOrder("/a", "/c.html");
    }

    @Test
    void otherSitesAreLeftAloneUnlessTold() {
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
    void subdomainLimitsHold() {
        crawl("maxToCrawlPerSubdomain", "2");
        assertThat(pages()).hasSize(2);
    }

    @Test
    void hostsOutsideOfTheAllowListAreNotAsked() {
        api.bulk("far", "http://diffbot.example.org/");
        api.awaitStatus("far", 10);
        assertThat(api.row("far", "http://diffbot.example.org/")).contains("allow-list");
    }

    @Test
    void ownHeadersAreSent() {
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
