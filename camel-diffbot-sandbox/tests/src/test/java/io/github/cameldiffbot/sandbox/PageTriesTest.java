/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Pages are fetched a limited number of times")
class PageTriesTest extends SandboxTest {

    @Test
    @DisplayName("A failing page is fetched three times")
    void retries() {
        try (PageSite site = new PageSite().links("/a").failing("/a", 2).links("/b").failing("/b", 3)) {
            api.bulk("t", site.url("/a") + " " + site.url("/b"));
            api.awaitStatus("t", 9);
            assertThat(api.pages("t")).containsExactly(site.url("/a"));
            assertThat(api.row("t", site.url("/a")).split(",")[10]).isEqualTo("3");
            assertThat(api.row("t", site.url("/b"))).contains("\"Could not download page (503)\"");
            assertThat(site.visits).filteredOn("/b"::equals).hasSize(3);
        }
    }

    @Test
    @DisplayName("The builder sets the number of tries")
    void otherNumberOfTries() {
        try (PageSite site = new PageSite().failing("/a", 1);
             DiffbotSandbox once = DiffbotSandbox.builder().pageTries(1).start()) {
            Api other = new Api(once);
            other.bulk("t", site.url("/a"));
            other.awaitStatus("t", 10);
            assertThat(site.visits).filteredOn("/a"::equals).hasSize(1);
        }
    }

    @Test
    @DisplayName("A missing page is fetched once")
    void missingPage() {
        try (PageSite site = new PageSite()) {
            api.bulk("t", site.url("/a"));
            api.awaitStatus("t", 10);
            assertThat(site.visits).filteredOn("/a"::equals).hasSize(1);
        }
    }

    @Test
    @DisplayName("A page that exceeds the timeout fails")
    void timeout() {
        try (SilentServer silent = new SilentServer();
             DiffbotSandbox hasty = DiffbotSandbox.builder().pageTimeout(Duration.ofMillis(200)).start()) {
            Api other = new Api(hasty);
            other.bulk("t", silent.url(), "obeyRobots", "0");
            other.awaitStatus("t", 10);
            assertThat(other.row("t", silent.url())).contains("\"Tcp operation timed out\"");
        }
    }

    @Test
    @DisplayName("A long page is truncated")
    void maxBytes() {
        try (PageSite site = new PageSite().page("/long", "<title>Long</title>" + "<p>word</p>".repeat(1000));
             DiffbotSandbox small = DiffbotSandbox.builder().maxPageBytes(1000).start()) {
            Api other = new Api(small);
            other.bulk("t", site.url("/long"));
            other.awaitStatus("t", 9);
            assertThat(other.row("t", site.url("/long")).split(",")[4]).isEqualTo("1000");
        }
    }
}
