/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.internal.engine.Setting;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** First part of the conformance tests: values and effects of the parameters. */
@DisplayName("Values and effects of the parameters conform to Diffbot")
class ConformanceParametersTest extends SandboxTest {

    /** Name, value as sent, value as shown. */
    private static final String[][] SHOWN = {
            {
                    "apiUrl", "https://api.diffbot.com/v3/article?fields=meta",
                    "\"https://api.diffbot.com/v3/article?fields=meta\"" },
            { "notifyEmail", "me@example.org", "\"me@example.org\"" },
            { "notifyWebhook", "http://127.0.0.1:1/hook", "\"http://127.0.0.1:1/hook\"" },
            { "customHeaders", "X-Evaluate:a b\nCookie:c=d", "{\"X-Evaluate\":\"a b\",\"Cookie\":\"c=d\"}" },
            { "obeyRobots", "0", "0" },
            { "repeat", "0.5", "0.5" },
            { "maxRounds", "7", "7" },
            { "pageProcessPattern", "a||!b", "\"a||!b\"" },
            { "urlCrawlPattern", "^http||x$", "\"^http||x$\"" },
            { "urlCrawlRegEx", "x.*y", "\"x.*y\"" },
            { "urlProcessPattern", "!p", "\"!p\"" },
            { "urlProcessRegEx", "[a-z]+", "\"[a-z]+\"" },
            { "maxHops", "2", "2" },
            { "maxToCrawl", "5", "5" },
            { "maxToProcess", "6", "6" },
            { "maxToCrawlPerSubdomain", "3", "3" },
            { "maxToProcessPerSubdomain", "4", "4" },
            { "restrictDomain", "0", "0" },
            { "restrictSubdomain", "1", "1" },
            { "onlyProcessIfNew", "0", "0" },
            { "useCanonical", "0", "0" },
            { "useProxies", "1", "1" },
            { "crawlDelay", "0.75", "0.75" },
            { "seedRecrawlFrequency", "1.5", "1.5" } };

    /** Parameters of a crawl of {@link #site} and the pages that then have a record. */
    private static final String[][] EFFECTS = {
            { "", "/ /a /b /c.html /deep /deeper" },
            { "maxHops=0", "/" },
            { "maxHops=1", "/ /a /b /c.html" },
            { "maxHops=-1", "/ /a /b /c.html /deep /deeper" },
            { "urlCrawlPattern=/a||/deep$", "/a /deep" },
            { "urlCrawlPattern=/deep||/a||!deeper", "/a /deep" },
            { "urlCrawlPattern=!deep", "/ /a /b /c.html" },
            { "urlCrawlPattern=^http||!^https", "/ /a /b /c.html /deep /deeper" },
            { "urlCrawlPattern=^ftp", "" },
            { "urlCrawlPattern=/A", "" },
            { "urlCrawlRegEx=/[AC]", "/a /c.html" },
            { "urlCrawlPattern=nothing&urlCrawlRegEx=/a$", "/a" },
            { "urlProcessPattern=deep", "/deep /deeper" },
            { "urlProcessPattern=deep||!deeper", "/deep" },
            { "urlProcessPattern=.html$", "/c.html" },
            { "urlProcessRegEx=deep(er)?$", "/deep /deeper" },
            { "urlProcessPattern=x&urlProcessRegEx=/b$", "/b" },
            { "pageProcessPattern=This is /a||This is /c", "/a /c.html" },
            { "pageProcessPattern=!This is /deep", "/ /a /b /c.html" },
            { "maxToProcessPerSubdomain=0", "" },
            { "apiUrl=https://api.diffbot.com/v3/product", "/ /a /b /c.html /deep /deeper" },
            { "seeds=more&maxHops=0", "/ /other" } };

    @AutoClose
    private PageSite site;

    @BeforeEach
    void startSite() {
        site = new PageSite().links("/", "/a", "/b", "/c.html#top").links("/a", "/deep").links("/b").links("/c.html", "/a")
                .links("/deep", "/deeper").links("/deeper").links("/other");
    }

    @TestFactory
    @DisplayName("Each parameter is shown as given")
    Stream<DynamicTest> shownValues() {
        return Stream.of(SHOWN).map(row -> dynamicTest(row[0], () -> {
            sandbox.hold();
            api.crawl("shown", site.url("/"), row[0], row[1]);
            assertThat(api.job("/crawl", "name", "shown").path(row[0])).hasToString(row[2]);
            api.get("/crawl", "name", "shown", "delete", "1");
        }));
    }

    @TestFactory
    @DisplayName("Each parameter can be updated")
    Stream<DynamicTest> updatedValues() {
        return Stream.of(SHOWN).map(row -> dynamicTest(row[0], () -> {
            sandbox.hold();
            api.crawl("updated", site.url("/"));
            assertThat(Api.parse(api.post("/crawl", "name", "updated", row[0], row[1]).body()).path("jobs").path(0)
                    .path(row[0])).hasToString(row[2]);
            api.get("/crawl", "name", "updated", "delete", "1");
        }));
    }

    @TestFactory
    @DisplayName("Each parameter has its documented effect")
    Stream<DynamicTest> effects() {
        return Stream.of(EFFECTS).map(row -> dynamicTest(row[0].isEmpty() ? "no parameter" : row[0], () -> {
            api.crawl("effect", row[0].startsWith("seeds") ? site.url("/") + " " + site.url("/other") : site.url("/"),
                    Stream.of(row[0].split("&")).filter(p -> p.contains("=") && !p.startsWith("seeds"))
                            .flatMap(p -> Stream.of(p.split("=", 2))).toArray(String[]::new));
            api.awaitStatus("effect", 9);
            Set<String> pages = api.pages("effect").stream().map(url -> url.substring(site.url("").length()))
                    .collect(Collectors.toSet());
            assertThat(pages).isEqualTo(Stream.of(row[1].split(" ")).filter(p -> !p.isEmpty()).collect(Collectors.toSet()));
            api.get("/crawl", "name", "effect", "delete", "1");
        }));
    }

    @TestFactory
    @DisplayName("The defaults are those of Diffbot")
    Stream<DynamicTest> defaultValues() {
        Map<String, String> defaults = new TreeMap<>(
                Map.of("obeyRobots", "1", "maxHops", "-1", "maxToCrawl", "100000",
                        "maxToProcess", "100000", "restrictDomain", "1", "useCanonical", "1", "useProxies", "0", "crawlDelay",
                        "0.25",
                        "seedRecrawlFrequency", "-1", "onlyProcessIfNew", "1"));
        defaults.putAll(Map.of("repeat", "0", "maxRounds", "-1", "maxToCrawlPerSubdomain", "-1", "maxToProcessPerSubdomain",
                "-1", "notifyEmail", "\"\"", "notifyWebhook", "\"\"", "customHeaders", "{}"));
        sandbox.hold();
        var job = api.crawl("defaults", site.url("/")).path("jobs").path(0);
        return defaults.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> assertThat(job.path(e.getKey())).hasToString(e.getValue())));
    }

    @Test
    @DisplayName("Bulk jobs do not have the settings of crawls")
    void bulkSettings() {
        sandbox.hold();
        var job = api.bulk("bulk", site.url("/"), "maxToCrawl", "5", "crawlDelay", "-1").path("jobs").path(0);
        for (String crawlOnly : List.of("seeds", "maxToCrawl", "maxToProcess", "onlyProcessIfNew", "restrictDomain",
                "restrictSubdomain", "maxToCrawlPerSubdomain", "maxToProcessPerSubdomain")) {
            assertThat(job.has(crawlOnly)).as(crawlOnly).isFalse();
        }
        assertThat(job.path("crawlDelay").asInt()).isEqualTo(-1);
    }

    @Test
    @DisplayName("The table of this test has all parameters")
    void completeness() {
        assertThat(Stream.of(SHOWN).map(row -> row[0]))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Setting.values()).map(Setting::wire).toList());
    }
}
