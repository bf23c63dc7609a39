/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Crawl delays separate requests to a host")
class CrawlDelayTest extends SandboxTest {

    @AutoClose
    private final PageSite site = new PageSite().links("/1").links("/2").links("/3");

    @Test
    @DisplayName("The crawl delay separates requests to a host")
    void crawlDelay() {
        submit("crawlDelay", "10");
        sandbox.clock().advance(Duration.ZERO);
        assertThat(pages()).isEqualTo(1);
        assertThat(sandbox.job("d").status()).isEqualTo(7);
        sandbox.clock().advance(Duration.ofSeconds(9));
        assertThat(pages()).isEqualTo(1);
        sandbox.clock().advance(Duration.ofSeconds(1));
        assertThat(pages()).isEqualTo(2);
        sandbox.clock().advance(Duration.ofSeconds(10));
        assertThat(pages()).isEqualTo(3);
        assertThat(sandbox.job("d").status()).isEqualTo(9);
    }

    @Test
    @DisplayName("The crawl delay of robots.txt applies as well")
    void robotsDelay() {
        site.page("/robots.txt", "User-agent: *\nCrawl-delay: 60");
        submit("crawlDelay", "10");
        assertThat(sandbox.clock().toNextEvent()).isTrue();
        assertThat(pages()).isEqualTo(2);
        assertThat(sandbox.clock().toNextEvent()).isTrue();
        assertThat(pages()).isEqualTo(3);
        assertThat(sandbox.clock().toNextEvent()).isFalse();
        assertThat(sandbox.job("d").toJson().path("jobCompletionTimeUTC").asLong())
                .isEqualTo(sandbox.job("d").toJson().path("jobCreationTimeUTC").asLong() + 120);
    }

    @Test
    @DisplayName("Without obeyRobots its delay does not apply")
    void ignoredRobotsDelay() {
        site.page("/robots.txt", "User-agent: *\nCrawl-delay: 60");
        submit("obeyRobots", "0");
        api.awaitStatus("d", 9);
        assertThat(pages()).isEqualTo(3);
    }

    @Test
    @DisplayName("An instant clock skips delays")
    void instantClock() {
        try (DiffbotSandbox instant = DiffbotSandbox.builder().clock(ClockMode.INSTANT).idle(Duration.ZERO).start()) {
            Api other = new Api(instant);
            other.bulk("d", urls(), "crawlDelay", "3600");
            other.awaitStatus("d", 9);
            assertThat(instant.job("d").toJson().path("jobCompletionTimeUTC").asLong())
                    .isGreaterThanOrEqualTo(instant.job("d").toJson().path("jobCreationTimeUTC").asLong() + 7200);
        }
    }

    @Test
    @DisplayName("A pause during a delay loses no page")
    void pausedJob() {
        submit("crawlDelay", "10");
        sandbox.clock().advance(Duration.ZERO);
        api.get("/bulk", "name", "d", "pause", "1");
        sandbox.clock().advance(Duration.ofHours(1));
        assertThat(pages()).isEqualTo(1);
        api.get("/bulk", "name", "d", "pause", "0");
        api.awaitStatus("d", 9);
        assertThat(pages()).isEqualTo(3);
    }

    private void submit(String... params) {
        api.bulk("d", urls(), params);
    }

    private String urls() {
        return site.url("/1") + " " + site.url("/2") + " " + site.url("/3");
    }

    private int pages() {
        return sandbox.job("d").toJson().path("pageCrawlSuccesses").asInt();
    }
}
