/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Seeds are crawled more often than other pages")
class SeedRecrawlTest extends SandboxTest {

    @Test
    @DisplayName("Seeds are crawled on their own between two rounds")
    void recrawl() {
        try (PageSite site = new PageSite().links("/", "/a").links("/a")) {
            api.crawl("s", site.url("/"), "repeat", "10", "seedRecrawlFrequency", "4");
            api.awaitStatus("s", 4);
            long nextRound = sandbox.job("s").toJson().path("roundStartTime").asLong();
            site.links("/", "/a", "/news").links("/news");
            sandbox.clock().advance(Duration.ofDays(4));
            assertThat(api.pages("s")).containsExactlyInAnyOrder(site.url("/"), site.url("/a"), site.url("/news"));
            assertThat(sandbox.job("s").roundsCompleted()).isEqualTo(1);
            assertThat(sandbox.job("s").toJson().path("roundStartTime").asLong()).isEqualTo(nextRound);
            assertThat(sandbox.job("s").status()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("Without seedRecrawlFrequency they are crawled in rounds only")
    void noRecrawl() {
        try (PageSite site = new PageSite().links("/")) {
            api.crawl("s", site.url("/"), "repeat", "10");
            api.awaitStatus("s", 4);
            sandbox.clock().advance(Duration.ofDays(9));
            assertThat(site.visits).containsOnlyOnce("/");
        }
    }

    @Test
    @DisplayName("Pages that are known are not fetched again with the seeds")
    void knownPages() {
        try (PageSite site = new PageSite().links("/", "/a").links("/a", "/b").links("/b")) {
            api.crawl("s", site.url("/"), "repeat", "10", "seedRecrawlFrequency", "4", "obeyRobots", "0");
            api.awaitStatus("s", 4);
            site.links("/", "/a", "/news").links("/news", "/b", "/more").links("/more");
            sandbox.clock().advance(Duration.ofDays(4));
            assertThat(site.visits).containsExactly("/", "/a", "/b", "/", "/news", "/more");
            sandbox.clock().advance(Duration.ofDays(6));
            assertThat(site.visits).hasSizeGreaterThan(10);
        }
    }
}
