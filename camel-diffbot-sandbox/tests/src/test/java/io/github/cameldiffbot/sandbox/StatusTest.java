/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Jobs have the status codes of Diffbot")
class StatusTest extends SandboxTest {

    @Test
    @DisplayName("A held job is in progress")
    void heldJob() {
        sandbox.hold();
        api.bulk("s", api.page("about"));
        api.awaitStatus("s", 7);
        assertThat(sandbox.job("s").message()).isEqualTo("Job is in progress.");
        assertThat(sandbox.job("s").objectsFound()).isZero();
        sandbox.release();
        api.awaitStatus("s", 9);
        assertThat(sandbox.job("s").message()).isEqualTo("Job has completed and no repeat is scheduled.");
        assertThat(sandbox.job("s").toJson().path("sentJobDoneNotification").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("A job without a successful page has failed")
    void failedJob() {
        api.bulk("s", api.page("nowhere") + " " + api.page("catalogue-2019"));
        api.awaitStatus("s", 10);
        assertThat(sandbox.job("s").toJson().path("pageCrawlAttempts").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("A crawl stops at maxToCrawl and continues when the limit is raised")
    void maxToCrawl() {
        api.crawl("s", api.page(""), "maxToCrawl", "3");
        api.awaitStatus("s", 2);
        assertThat(sandbox.job("s").message()).isEqualTo("Job has reached maxToCrawl limit.");
        assertThat(sandbox.job("s").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(3);
        api.post("/crawl", "name", "s", "maxToCrawl", "5");
        api.awaitStatus("s", 2);
        assertThat(sandbox.job("s").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(5);
    }

    @Test
    @DisplayName("A crawl stops at maxToProcess")
    void maxToProcess() {
        api.crawl("s", api.page(""), "maxToProcess", "4");
        api.awaitStatus("s", 3);
        assertThat(sandbox.job("s").objectsFound()).isEqualTo(4);
    }

    @Test
    @DisplayName("Maintenance suspends all jobs")
    void maintenance() {
        api.bulk("done", api.page("about"));
        api.awaitStatus("done", 9);
        sandbox.maintenance(true);
        api.bulk("s", api.page("about"));
        assertThat(sandbox.job("s").status()).isEqualTo(8);
        assertThat(sandbox.job("done").status()).isEqualTo(8);
        sandbox.maintenance(false);
        api.awaitStatus("s", 9);
        assertThat(sandbox.job("done").status()).isEqualTo(9);
    }

    @Test
    @DisplayName("Any status can be forced")
    void forcedStatus() {
        api.bulk("s", api.page("about"));
        api.awaitStatus("s", 9);
        sandbox.job("s").forceStatus(5, "No URLs were added to the crawl.");
        assertThat(api.job("/bulk", "name", "s").path("jobStatus").toString())
                .isEqualTo("{\"status\":5,\"message\":\"No URLs were added to the crawl.\"}");
        assertThat(api.job("/bulk", "name", "s").path("jobCompletionTimeUTC").asInt(-1)).isZero();
        sandbox.job("s").clearForcedStatus();
        assertThat(sandbox.job("s").status()).isEqualTo(9);
    }

    @Test
    @DisplayName("A paused job at its limit shows the limit")
    void pausedAtLimit() {
        api.crawl("s", api.page(""), "maxToCrawl", "1");
        api.awaitStatus("s", 2);
        assertThat(ControlTest.status(api.job("/crawl", "name", "s", "pause", "1"))).isEqualTo(2);
    }

    @Test
    @DisplayName("A crawl without processed pages is halted")
    void inefficientCrawl() {
        try (DiffbotSandbox other = DiffbotSandbox.builder().inefficientAfter(5).idle(Duration.ZERO).start();
             PageSite chain = new PageSite()) {
            for (int i = 0; i < 9; i++) {
                chain.links("/" + i, "/" + (i + 1));
            }
            Api otherApi = new Api(other);
            otherApi.crawl("s", chain.url("/0"), "urlProcessPattern", "never");
            otherApi.awaitStatus("s", 11);
            assertThat(other.job("s").toJson().path("pageCrawlAttempts").asInt()).isEqualTo(5);
            otherApi.get("/crawl", "name", "s", "urlProcessPattern", "", "pause", "0");
            otherApi.awaitStatus("s", 9);
            assertThat(otherApi.pages("s")).hasSize(4);
        }
    }

    @Test
    @DisplayName("Failed downloads do not halt a crawl")
    void deadLinks() {
        try (DiffbotSandbox other = DiffbotSandbox.builder().inefficientAfter(5).idle(Duration.ZERO).start();
             PageSite site = new PageSite()) {
            site.links("/", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
            Api otherApi = new Api(other);
            otherApi.crawl("s", site.url("/"));
            otherApi.awaitStatus("s", 9);
            assertThat(other.job("s").toJson().path("pageCrawlAttempts").asInt()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("The same seeds again do not end a crawl that is at its limit a second time")
    void sameSeedsAtLimit() {
        api.crawl("s", sandbox.demoSite().toString(), "maxToCrawl", "3", "notifyWebhook", "http://127.0.0.1:1/hook");
        api.awaitStatus("s", 2);
        await().until(() -> sandbox.outbox().size() == 1);
        JsonNode before = sandbox.job("s").toJson();
        api.crawl("s", sandbox.demoSite().toString());
        sandbox.clock().advance(Duration.ofMinutes(1));
        for (String member : List.of("sentJobDoneNotification", "jobCompletionTimeUTC", "jobStatus")) {
            assertThat(sandbox.job("s").toJson().path(member)).as(member).isEqualTo(before.path(member));
        }
        assertThat(sandbox.outbox()).hasSize(1);
        api.get("/crawl", "name", "s", "maxToCrawl", "5");
        await().until(() -> sandbox.outbox().size() == 2);
        assertThat(sandbox.job("s").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(5);
    }
}
