/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Repeating jobs run in rounds")
class RoundsTest extends SandboxTest {

    @Test
    @DisplayName("A repeating job waits for its next round")
    void nextRound() {
        api.bulk("r", api.page("about"), "repeat", "1");
        api.awaitStatus("r", 4);
        JsonNode job = sandbox.job("r").toJson();
        assertThat(sandbox.job("r").message()).isEqualTo("Next crawl round to start in 86400 seconds.");
        assertThat(job.path("roundsCompleted").asInt()).isEqualTo(1);
        assertThat(job.path("roundStartTime").asLong()).isEqualTo(job.path("currentTime").asLong() + 86_400);
        assertThat(job.path("pageCrawlSuccessesThisRound").asInt(-1)).isZero();
    }

    @Test
    @DisplayName("A job with repeat=1 has a round each day")
    void dailyRounds() {
        api.bulk("r", api.page("about"), "repeat", "1");
        api.awaitStatus("r", 4);
        for (int day = 1; day <= 3; day++) {
            sandbox.clock().advance(Duration.ofDays(1));
            assertThat(sandbox.job("r").roundsCompleted()).isEqualTo(day + 1);
            assertThat(sandbox.job("r").status()).isEqualTo(4);
        }
        assertThat(api.records("r")).hasSize(4);
        assertThat(api.get("/bulk/data", "name", "r", "type", "urls").body().lines()).hasSize(5);
    }

    @Test
    @DisplayName("A year of weekly rounds runs in one step")
    void longStep() {
        api.crawl("r", api.page("about"), "repeat", "7", "maxHops", "0");
        sandbox.clock().advance(Duration.ofDays(365));
        assertThat(sandbox.job("r").roundsCompleted()).isEqualTo(53);
    }

    @Test
    @DisplayName("maxRounds ends the job")
    void maxRounds() {
        api.bulk("r", api.page("about"), "repeat", "0.5", "maxRounds", "3");
        sandbox.clock().advance(Duration.ofDays(10));
        assertThat(sandbox.job("r").status()).isEqualTo(1);
        assertThat(sandbox.job("r").message()).isEqualTo("Job has reached maxRounds limit.");
        assertThat(sandbox.job("r").roundsCompleted()).isEqualTo(3);
    }

    @Test
    @DisplayName("A round that reaches its limit shows it")
    void limitMessage() {
        api.crawl("r", api.page(""), "repeat", "1", "maxToCrawl", "2");
        api.awaitStatus("r", 4);
        assertThat(sandbox.job("r").message())
                .isEqualTo("Jobs has reached maxToCrawl limit. Next crawl round to start in 86400 seconds.");
    }

    @Test
    @DisplayName("Only new pages are processed in later rounds by default")
    void onlyProcessIfNew() {
        api.crawl("new", api.page("about"), "repeat", "1", "maxHops", "0");
        api.crawl("all", api.page("about"), "repeat", "1", "maxHops", "0", "onlyProcessIfNew", "0");
        sandbox.clock().advance(Duration.ofDays(1));
        assertThat(api.records("new")).hasSize(1);
        assertThat(api.records("all")).hasSize(2);
    }

    @Test
    @DisplayName("A paused job runs its due round after the pause")
    void pausedJob() {
        api.bulk("r", api.page("about"), "repeat", "1");
        api.awaitStatus("r", 4);
        api.get("/bulk", "name", "r", "pause", "1");
        sandbox.clock().advance(Duration.ofDays(5));
        assertThat(sandbox.job("r").status()).isEqualTo(6);
        api.get("/bulk", "name", "r", "pause", "0");
        api.awaitStatus("r", 4);
        assertThat(sandbox.job("r").roundsCompleted()).isEqualTo(2);
    }

    @Test
    @DisplayName("repeat=0 ends the repetition")
    void stopRepeating() {
        api.bulk("r", api.page("about"), "repeat", "1");
        api.awaitStatus("r", 4);
        api.post("/bulk", "name", "r", "repeat", "0.0");
        api.awaitStatus("r", 9);
    }

    @Test
    @DisplayName("An instant clock skips the wait for the next round")
    void instantClock() {
        try (DiffbotSandbox instant = DiffbotSandbox.builder().clock(ClockMode.INSTANT).idle(Duration.ZERO).start()) {
            Api other = new Api(instant);
            other.bulk("r", other.page("about"), "repeat", "30", "maxRounds", "3");
            other.awaitStatus("r", 1);
            assertThatThrownBy(() -> instant.clock().advance(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
        }
    }
}
