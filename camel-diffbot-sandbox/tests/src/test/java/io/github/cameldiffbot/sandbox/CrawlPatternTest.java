/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Crawl patterns and process patterns select pages together")
class CrawlPatternTest extends SandboxTest {

    private PageSite site;
    private PageSite other;

    @BeforeEach
    void startSites() {
        other = new PageSite().links("/list/1", "/item/9", "/list/2").links("/list/2").links("/item/9", "/list/3")
                .links("/list/3");
        site = new PageSite().links("/", "/list/1", "/item/0", "/about").links("/list/1", "/item/1", "/list/2")
                .links("/list/2", "/item/2", other.url("/list/1")).links("/item/0").links("/item/1", "/list/9", "/item/7")
                .links("/item/2").links("/item/7").links("/list/9").links("/about", "/item/8").links("/item/8");
    }

    @AfterEach
    void stopSites() {
        site.close();
        other.close();
    }

    @Test
    @DisplayName("A page that a crawled page links to is processed if only the process pattern selects it")
    void bothPatterns() {
        assertThat(crawl("urlCrawlPattern", "/list/", "urlProcessPattern", "/item/", "restrictDomain", "1"))
                .containsExactlyInAnyOrder("/item/0", "/item/1", "/item/2");
        assertThat(site.visits).doesNotContain("/about", "/item/7", "/item/8", "/list/9");
        assertThat(sandbox.job("c").toJson().path("pageProcessSuccesses").asInt()).isEqualTo(3);
    }

    @Test
    @DisplayName("Regular expressions separate crawling from processing in the same way")
    void bothExpressions() {
        assertThat(crawl("urlCrawlRegEx", "/list/\\d", "urlProcessRegEx", "/item/[12]", "restrictDomain", "1"))
                .containsExactlyInAnyOrder("/item/1", "/item/2");
    }

    @Test
    @DisplayName("A crawl pattern selects pages of any domain, and their links are followed")
    void leavesDomain() {
        assertThat(crawl("urlCrawlPattern", "/list/"))
                .containsExactlyInAnyOrder("/list/1", "/list/2", other.url("/list/1"), other.url("/list/2"));
        assertThat(other.visits).doesNotContain("/item/9");
    }

    @Test
    @DisplayName("Pages of other domains that are linked from there are processed")
    void processesElsewhere() {
        assertThat(crawl("urlCrawlPattern", "/list/", "urlProcessPattern", "/item/"))
                .containsExactlyInAnyOrder("/item/0", "/item/1", "/item/2", other.url("/item/9"));
        assertThat(other.visits).doesNotContain("/list/3");
    }

    @Test
    @DisplayName("A crawl pattern that only excludes stays in the domain")
    void exclusionStays() {
        assertThat(crawl("urlCrawlPattern", "!/about")).contains("/item/2").doesNotContain("/about");
        assertThat(other.visits).isEmpty();
    }

    @Test
    @DisplayName("restrictDomain=1 keeps a crawl pattern in the domain")
    void restrictedPattern() {
        crawl("urlCrawlPattern", "/list/", "restrictDomain", "1");
        assertThat(other.visits).isEmpty();
    }

    @Test
    @DisplayName("A process pattern alone does not leave the domain")
    void processPatternStays() {
        site.links("/", other.url("/item/9"));
        crawl("urlProcessPattern", "/item/");
        assertThat(other.visits).isEmpty();
    }

    private List<String> crawl(String... params) {
        api.crawl("c", site.url("/"), params);
        api.awaitStatus("c", 9);
        return api.pages("c").stream().map(url -> url.replace(site.url(""), "")).toList();
    }
}
