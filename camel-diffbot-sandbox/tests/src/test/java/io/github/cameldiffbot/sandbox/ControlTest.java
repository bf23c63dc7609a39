/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are controlled as on Diffbot")
class ControlTest extends SandboxTest {

    @Test
    @DisplayName("Pause and resume respond with the job only")
    void pauseResponse() {
        sandbox.hold();
        api.bulk("p", api.page("about"));
        JsonNode paused = api.json("/bulk", "name", "p", "pause", "1");
        assertThat(paused.has("response")).isFalse();
        assertThat(paused.path("jobs").path(0).path("jobStatus").path("status").asInt()).isEqualTo(6);
        JsonNode resumed = api.json("/bulk", "name", "p", "pause", "0");
        assertThat(resumed.has("response")).isFalse();
        assertThat(resumed.path("jobs").path(0).path("jobStatus").path("status").asInt()).isEqualTo(7);
    }

    @Test
    @DisplayName("A paused job does no work")
    void pausedJob() {
        sandbox.hold();
        api.bulk("p", api.page("about"));
        api.get("/bulk", "name", "p", "pause", "1");
        sandbox.release();
        assertThat(sandbox.job("p").status()).isEqualTo(6);
        assertThat(sandbox.job("p").objectsFound()).isZero();
        api.get("/bulk", "name", "p", "pause", "0");
        api.awaitStatus("p", 9);
    }

    @Test
    @DisplayName("A finished job can be paused, and is finished again afterwards")
    void pauseFinishedJob() {
        api.bulk("p", api.page("about"));
        api.awaitStatus("p", 9);
        assertThat(status(api.job("/bulk", "name", "p", "pause", "1"))).isEqualTo(6);
        assertThat(status(api.job("/bulk", "name", "p", "pause", "0"))).isEqualTo(9);
    }

    @Test
    @DisplayName("Restart discards all results and starts again")
    void restart() {
        api.bulk("r", api.page("about"), "notifyEmail", "me@example.org");
        api.awaitStatus("r", 9);
        long before = sandbox.job("r").toJson().path("jobCreationTimeUTC").asLong();
        sandbox.clock().advance(Duration.ofHours(1));
        sandbox.hold();
        JsonNode response = api.json("/bulk", "name", "r", "restart", "1");
        JsonNode job = response.path("jobs").path(0);
        assertThat(response.path("response").asText()).isEqualTo("Successfully added urls for spidering.");
        assertThat(status(job)).isZero();
        assertThat(job.path("objectsFound").asInt(-1)).isZero();
        assertThat(job.path("pageCrawlAttempts").asInt(-1)).isZero();
        assertThat(job.path("jobCreationTimeUTC").asLong()).isEqualTo(before + 3600)
                .isEqualTo(job.path("currentTime").asLong());
        assertThat(job.path("notifyEmail").asText()).isEqualTo("me@example.org");
        sandbox.release();
        api.awaitStatus("r", 9);
        assertThat(api.records("r")).hasSize(1);
    }

    @Test
    @DisplayName("Delete removes the job and its data")
    void delete() {
        api.bulk("d", api.page("about"));
        assertThat(api.get("/bulk", "name", "d", "delete", "1").body())
                .isEqualTo("{\"response\":\"Successfully deleted job.\"}");
        assertThat(api.get("/bulk", "name", "d").statusCode()).isEqualTo(500);
        assertThat(api.json("/bulk").path("jobs")).isEmpty();
    }

    @Test
    @DisplayName("Only delete=1 deletes")
    void deleteZero() {
        api.bulk("d", api.page("about"));
        api.get("/bulk", "name", "d", "delete", "0");
        assertThat(sandbox.job("d")).isNotNull();
    }

    @Test
    @DisplayName("A forced round starts at once")
    void forcedRound() {
        api.crawl("f", api.page("about"), "maxHops", "0", "onlyProcessIfNew", "0");
        api.awaitStatus("f", 9);
        assertThat(sandbox.job("f").roundsCompleted()).isZero();
        sandbox.hold();
        JsonNode response = api.json("/crawl", "name", "f", "roundStart", "1");
        JsonNode job = response.path("jobs").path(0);
        assertThat(response.has("response")).isFalse();
        assertThat(status(job)).isEqualTo(7);
        assertThat(job.path("roundsCompleted").asInt()).isEqualTo(1);
        assertThat(job.path("roundStartTime").asLong()).isEqualTo(job.path("currentTime").asLong());
        assertThat(job.path("pageCrawlSuccesses").asInt()).isEqualTo(1);
        assertThat(job.path("pageCrawlSuccessesThisRound").asInt(-1)).isZero();
        assertThat(job.path("jobCompletionTimeUTC").asInt(-1)).isZero();
        sandbox.release();
        api.awaitStatus("f", 9);
        assertThat(sandbox.job("f").roundsCompleted()).isEqualTo(1);
        assertThat(api.records("f")).hasSize(2);
    }

    @Test
    @DisplayName("Settings are updated without a response text")
    void update() {
        sandbox.hold();
        api.crawl("u", api.page("about"));
        JsonNode response = Api.parse(api.post("/crawl", "name", "u", "maxHops", "2").body());
        assertThat(response.has("response")).isFalse();
        assertThat(response.path("jobs").path(0).path("maxHops").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("URLs that are added to a finished job are processed")
    void addToFinishedJob() {
        api.bulk("a", api.page("about"));
        api.awaitStatus("a", 9);
        JsonNode response = api.bulk("a", api.page("shop/"));
        assertThat(response.path("response").asText()).isEqualTo("Successfully added urls for spidering.");
        api.awaitStatus("a", 9);
        assertThat(api.pages("a")).containsExactly(api.page("shop/"), api.page("about"));
    }

    static int status(JsonNode job) {
        return job.path("jobStatus").path("status").asInt(-1);
    }

    @Test
    @DisplayName("Control calls of an unknown job have one error, with a setting, too")
    void unknownJobWithSetting() {
        for (String control : new String[] { "pause", "roundStart", "restart", "delete" }) {
            assertThat(api.get("/crawl", "name", "nosuch", control, "1", "apiUrl", "https://api.diffbot.com/v3/analyze").body())
                    .as(control).contains("no collection record.");
        }
    }

    @Test
    @DisplayName("A restart applies settings, and a job can be created paused")
    void settingsOfControls() {
        api.crawl("rs", api.page("about"), "maxHops", "0", "apiUrl", "https://api.diffbot.com/v3/article", "pause", "1");
        assertThat(sandbox.job("rs").status()).isEqualTo(6);
        api.get("/crawl", "name", "rs", "restart", "1", "apiUrl", "https://api.diffbot.com/v3/product");
        assertThat(sandbox.job("rs").toJson().path("apiUrl").asText()).endsWith("/product");
    }
}
