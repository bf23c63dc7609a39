/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

@DisplayName("robots.txt is obeyed as on Diffbot")
class RobotsTest extends SandboxTest {

    @AutoClose
    private final PageSite site = new PageSite();

    @ParameterizedTest
    @DisplayName("The groups of diffbot apply, and the groups for all agents if there are none")
    @CsvSource(delimiter = '|', value = {
            "User-agent: *\\nDisallow: /a | /b", "User-agent: Diffbot\\nDisallow: /b\\nUser-agent: *\\nDisallow: /a | /a",
            "User-agent: diffbot/0.1\\nDisallow: /a | /b", "User-agent: notdiffbot\\nDisallow: /a | /a /b",
            "User-agent: other\\nDisallow: / | /a /b", "User-agent: *\\nDisallow: | /a /b" })
    void groups(String robots, String fetched) {
        assertThat(crawl(robots.replace("\\n", "\n"))).isEqualTo(fetched);
    }

    @ParameterizedTest
    @DisplayName("A file with a byte order mark, without colons or with comments is read")
    @ValueSource(strings = {
            "\uFEFFUser-agent: *\nDisallow: /a", "User-agent *\nDisallow /a", "User-agent: * # all\nDisallow: /a # no" })
    void syntax(String robots) {
        assertThat(crawl(robots)).isEqualTo("/b");
    }

    @Test
    @DisplayName("A rule with many wildcards is matched in a short time")
    void wildcards() {
        String path = "/" + "a".repeat(200);
        site.links(path).page("/robots.txt", "User-agent: *\nDisallow: /" + "*a".repeat(20) + "*b");
        assertTimeoutPreemptively(Duration.ofSeconds(90), () -> {
            api.bulk("r", site.url(path));
            api.awaitStatus("r", 9);
        });
        assertThat(api.pages("r")).containsExactly(site.url(path));
    }

    private String crawl(String robots) {
        site.links("/a").links("/b").page("/robots.txt", robots);
        api.bulk("r", site.url("/a") + " " + site.url("/b"));
        api.awaitStatus("r", 9);
        return String.join(" ",
                api.pages("r").stream().map(url -> url.substring(site.url("").length())).sorted().toList());
    }

    @Test
    @DisplayName("Allow is not obeyed, as Diffbot documents, and still ends a group of agents")
    void allow() {
        assertThat(crawl("User-agent: *\nDisallow: /a\nAllow: /a")).isEqualTo("/b");
        api.get("/bulk", "name", "r", "delete", "1");
        assertThat(crawl("User-agent: diffbot\nAllow: /b\nUser-agent: other\nDisallow: /")).isEqualTo("/a /b");
    }

    @Test
    @DisplayName("A robots.txt that the server fails to send allows nothing")
    void serverError() {
        site.links("/a").page("/robots.txt", "User-agent: *\nDisallow:").failing("/robots.txt", 100);
        api.bulk("r", site.url("/a"));
        api.awaitStatus("r", 10);
        assertThat(api.row("r", site.url("/a"))).contains("robots.txt disallows this url");
    }
}
