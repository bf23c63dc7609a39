/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Data is available in Diffbot's formats")
class DataTest extends SandboxTest {

    @Test
    @DisplayName("A record has the members of its job")
    void recordMembers() {
        api.bulk("d", api.page("magazine/how-to-dry-boots"));
        api.awaitStatus("d", 9);
        JsonNode record = api.records("d").get(0);
        assertThat(record.path("col").asText()).isEqualTo("d");
        assertThat(record.path("parentUrl").asText()).isEqualTo(api.page("magazine/how-to-dry-boots"));
        assertThat(record.path("pageUrl").asText()).isEqualTo(api.page("magazine/how-to-dry-boots"));
        assertThat(record.path("id").isLong()).isTrue();
        assertThat(record.path("id").asLong()).isGreaterThan(1L << 53);
        assertThat(record.path("token").asText()).isEqualTo(sandbox.token());
        assertThat(Instant.parse(record.path("timestamp").asText())).isBeforeOrEqualTo(sandbox.clock().now());
        assertThat(record.path("diffbotUri").asText()).startsWith("article|3|");
    }

    @Test
    @DisplayName("Records are available while the job runs")
    void runningJob() {
        api.bulk("d", api.page("about"), "repeat", "1");
        api.awaitStatus("d", 4);
        sandbox.hold();
        api.bulk("empty", api.page("about"));
        assertThat(api.get("/bulk/data", "name", "empty").body()).isEqualTo("[]");
        assertThat(api.records("d")).hasSize(1);
    }

    @Test
    @DisplayName("num selects the newest records")
    void num() {
        sandbox.generate("d", 10, 600);
        JsonNode records = Api.parse(api.get("/bulk/data", "name", "d", "num", "3").body());
        assertThat(records).hasSize(3);
        assertThat(records.path(0).path("title").asText()).endsWith("9");
        assertThat(records.path(2).path("title").asText()).endsWith("7");
    }

    @Test
    @DisplayName("CSV has the columns type and title first")
    void csv() {
        api.bulk("d", api.page("shop/long-spoon") + " " + api.page("magazine/the-hut-book"));
        api.awaitStatus("d", 9);
        var response = api.get("/bulk/data", "name", "d", "format", "csv");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(response.body()).startsWith("type,title,").contains("offerPrice,").doesNotContain("offerPriceDetails")
                .contains("\"product\",\"Long Spoon\"").contains("\"\"assuming you have carried an onion\"\"");
        assertThat(response.body().lines().findFirst().orElseThrow().split(",")).doesNotContain("html", "images", "tags");
    }

    @Test
    @DisplayName("The download links work")
    void downloadLinks() {
        api.bulk("d", api.page("about"));
        api.awaitStatus("d", 9);
        JsonNode job = sandbox.job("d").toJson();
        assertThat(fetch(job.path("downloadJson").asText())).startsWith("[{").contains("About us").endsWith("}]");
        assertThat(fetch(job.path("downloadUrls").asText())).startsWith("Url,");
        assertThat(fetch(job.path("downloadJson").asText().replace(".json", ".csv"))).startsWith("type,title");
    }

    @Test
    @DisplayName("Generated records have the requested size")
    void generatedRecords() {
        sandbox.generate("d", 1000, 4096);
        String body = api.get("/bulk/data", "name", "d").body();
        assertThat(body).hasSize(1000 * 4096 + 999 * 2 + 2);
        assertThat(Api.parse(body)).hasSize(1000);
        assertThat(sandbox.job("d").status()).isEqualTo(9);
        assertThat(sandbox.job("d").toJson().path("objectsFound").asInt()).isEqualTo(1000);
    }

    @Test
    @DisplayName("The formats of 2015 are available")
    void legacy() {
        try (DiffbotSandbox old = DiffbotSandbox.builder().legacy(true).start()) {
            Api other = new Api(old);
            JsonNode job = other.crawl("d", other.page("magazine/the-hut-book") + " " + other.page("about"), "maxHops", "0")
                    .path("jobs").path(0);
            assertThat(job.has("useCanonical")).isFalse();
            assertThat(job.has("restrictDomain")).isFalse();
            other.awaitStatus("d", 9);
            assertThat(other.get("/crawl", "name", "d").body()).contains("\"crawlDelay\":0.250000");
            JsonNode record = other.records("d").get(0);
            assertThat(other.records("d")).hasSize(1);
            assertThat(record.has("docId")).isTrue();
            assertThat(record.has("token")).isFalse();
            assertThat(record.path("timestamp").asText()).endsWith("GMT");
            assertThat(other.row("d", other.page("about"))).isNotEmpty();
        }
    }

    private static String fetch(String url) {
        return Api.send(HttpRequest.newBuilder(URI.create(url)).build()).body();
    }
}
