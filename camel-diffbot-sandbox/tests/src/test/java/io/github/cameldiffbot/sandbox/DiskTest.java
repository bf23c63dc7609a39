/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Data beyond the memory limit is on disk")
class DiskTest {

    @Test
    @DisplayName("Records beyond the memory limit are read from disk")
    void records() {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().memoryPerJob(1_000).start()) {
            Api api = new Api(sandbox);
            sandbox.finished("d", IntStream.range(0, 5_000)
                    .mapToObj(i -> "{\"n\":" + i + ",\"text\":\"" + "x".repeat(i % 97 == 0 ? 70_000 : 20) + "\"}").iterator());
            JsonNode data = Api.parse(api.get("/bulk/data", "name", "d").body());
            assertThat(data).hasSize(5_000);
            for (int i = 0; i < 5_000; i++) {
                assertThat(data.path(i).path("n").asInt()).isEqualTo(4_999 - i);
                assertThat(data.path(i).path("text").asText().length()).isEqualTo((4_999 - i) % 97 == 0 ? 70_000 : 20);
            }
        }
    }

    @Test
    @DisplayName("Rows beyond the memory limit are read from disk")
    void rows() {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().memoryPerJob(0).start()) {
            Api api = new Api(sandbox);
            api.crawl("c", sandbox.demoSite().toString());
            api.awaitStatus("c", 9);
            assertThat(api.pages("c")).hasSize((int) sandbox.job("c").objectsFound());
            assertThat(api.get("/crawl/data", "name", "c", "type", "urls").body().lines().count() - 1)
                    .isEqualTo(sandbox.job("c").toJson().path("pageCrawlAttempts").asInt());
        }
    }
}
