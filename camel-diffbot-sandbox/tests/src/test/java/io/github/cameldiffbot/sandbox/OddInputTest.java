/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

@DisplayName("Unusual input takes limited time and stack")
class OddInputTest extends SandboxTest {

    @AutoClose
    private final PageSite site = new PageSite();

    @Test
    @DisplayName("A regular expression that takes too long fails its pages, and the job ends")
    void regex() {
        site.links("/" + "a".repeat(60), "/b");
        assertTimeoutPreemptively(Duration.ofSeconds(90), () -> {
            api.crawl("slow", site.url("/" + "a".repeat(60)), "urlProcessRegEx", ".*a.*a.*a.*a.*a.*a.*a.*a.*a.*a.*a.*a!",
                    "obeyRobots", "0");
            api.awaitStatus("slow", 10);
        });
        assertThat(api.row("slow", site.url("/" + "a".repeat(60)))).contains("the regular expression takes too long");
    }

    @Test
    @DisplayName("A page with 5,000 nested elements does not stop its job")
    void nestedElements() {
        String deep = "<div itemprop=a itemscope>".repeat(2_500) + "<div>".repeat(2_500);
        site.page("/deep", "<html><body><div itemscope itemtype='https://schema.org/Product'>" + deep + "</body></html>")
                .links("/other");
        api.bulk("b", site.url("/deep") + " " + site.url("/other"));
        api.awaitStatus("b", 9);
        assertThat(api.pages("b")).contains(site.url("/other"));
        assertThat(api.row("b", site.url("/deep"))).isNotEmpty();
    }

    @Test
    @DisplayName("A query with many parentheses or words is an error")
    void query() {
        sandbox.generate("g", 3, 500);
        assertThat(api.get("/search", "col", "g", "query", "(".repeat(500)).statusCode()).isEqualTo(400);
        assertThat(api.get("/search", "col", "g", "query", "-(".repeat(5_000)).statusCode()).isEqualTo(400);
        assertThat(api.get("/search", "col", "g", "query", "a OR ".repeat(380) + "generated").statusCode()).isEqualTo(200);
        assertThat(api.get("/search", "col", "g", "query", "-".repeat(1_900) + "x").statusCode()).isEqualTo(200);
    }
}
