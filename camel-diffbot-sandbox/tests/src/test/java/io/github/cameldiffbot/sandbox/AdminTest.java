/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The admin API shows and changes the sandbox")
class AdminTest extends SandboxTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("The overview shows jobs with masked tokens")
    void overviewMasksTokens() {
        api.bulk("a", api.page("about"), "notifyEmail", "me@example.org");
        api.awaitStatus("a", 9);
        for (String path : new String[] { "overview", "events", "requests", "outbox", job("a"), job("a") + "/records" }) {
            HttpResponse<String> response = send("GET", path, "");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("{").doesNotContain(sandbox.token());
        }
    }

    @Test
    @DisplayName("Jobs can be paused, resumed, restarted and deleted")
    void jobActions() {
        api.bulk("a", api.page("about"));
        api.awaitStatus("a", 9);
        send("POST", job("a") + "/pause", "");
        assertThat(sandbox.job("a").status()).isEqualTo(6);
        send("POST", job("a") + "/resume", "");
        assertThat(sandbox.job("a").status()).isEqualTo(9);
        send("POST", job("a") + "/round", "");
        api.awaitStatus("a", 9);
        assertThat(sandbox.job("a").roundsCompleted()).isEqualTo(1);
        send("POST", job("a") + "/restart", "");
        api.awaitStatus("a", 9);
        assertThat(sandbox.job("a").roundsCompleted()).isZero();
        send("POST", job("a") + "/delete", "");
        assertThat(sandbox.job("a")).isNull();
    }

    @Test
    @DisplayName("Jobs can be created and changed, and the last rows of their URL report read")
    void jobCreation() {
        String urls = (api.page("about") + "+" + api.page("none")).replace(":", "%3A");
        assertThat(send("POST", "jobs", "type=bulk&name=made&maxRounds=3&urls=" + urls).statusCode()).isEqualTo(200);
        api.awaitStatus("made", 9);
        assertThat(Api.parse(send("GET", job("made") + "/urls", "").body()).path("urls")).hasSize(2);
        JsonNode failed = Api.parse(send("GET", job("made") + "/urls?failed=1", "").body());
        assertThat(failed.path("size").asInt()).isEqualTo(2);
        assertThat(failed.path("urls")).singleElement()
                .matches(row -> row.path("crawlStatus").asText().equals("Could not download page (404)"));
        send("POST", job("made") + "/settings", "maxRounds=5");
        assertThat(sandbox.job("made").toJson().path("maxRounds").asInt()).isEqualTo(5);
        assertThat(send("POST", "jobs", "type=crawl&name=made&urls=" + urls).body()).contains("mismatch");
        assertThat(send("POST", "jobs", "name=b+c&urls=" + urls).statusCode()).isEqualTo(505);
        assertThat(send("GET", "jobs", "").statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("A virtual clock can be advanced")
    void clock() {
        api.bulk("a", api.page("about"), "repeat", "1", "maxRounds", "4");
        api.awaitStatus("a", 4);
        send("POST", "clock?advance=next", "");
        assertThat(sandbox.job("a").roundsCompleted()).isEqualTo(2);
        send("POST", "clock?advance=1d", "");
        assertThat(sandbox.job("a").roundsCompleted()).isEqualTo(3);
        send("POST", "clock?advance=end", "");
        assertThat(sandbox.job("a").status()).isEqualTo(1);
        assertThat(send("POST", "clock?advance=soon", "").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("Faults can be added and removed")
    void faults() {
        assertThat(send("POST", "faults", "- path: /v3/bulk\n  status: 503\n  times: 5").body()).contains("503", "5 left");
        assertThat(api.get("/bulk").statusCode()).isEqualTo(503);
        assertThat(send("DELETE", "faults", "").body()).isEqualTo("{\"faults\":[]}");
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
        assertThat(send("POST", "faults", "- nonsense: 1").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("The request journal can be queried")
    void requestJournal() {
        api.get("/bulk", "name", "one");
        api.post("/crawl", "name", "two", "pause", "1");
        assertThat(json("GET", "requests?method=POST&job=two").path("count").asInt()).isEqualTo(1);
        assertThat(json("GET", "requests?path=/v3/bulk").path("requests").path(0).path("params").path("name").asText())
                .isEqualTo("one");
        assertThat(sandbox.requests(request -> "two".equals(request.param("name")))).hasSize(1);
        assertThat(json("DELETE", "requests").path("count").asInt()).isZero();
    }

    @Test
    @DisplayName("Hold, maintenance, plan and webhooks can be set")
    void settings() {
        assertThat(json("POST", "hold?on=1").path("held").asBoolean()).isTrue();
        assertThat(json("POST", "hold?on=0").path("held").asBoolean()).isFalse();
        assertThat(json("POST", "maintenance").path("maintenance").asBoolean()).isTrue();
        assertThat(json("POST", "maintenance?on=0").path("maintenance").asBoolean()).isFalse();
        send("POST", "plan?maxJobs=1", "");
        send("POST", "webhooks?copies=0&delay=5s", "");
        api.bulk("x", api.page("about"), "notifyWebhook", "http://127.0.0.1:1/hook");
        api.awaitStatus("x", 9);
        assertThat(sandbox.outbox()).extracting(SandboxNotification::result).containsExactly("lost");
        assertThat(api.post("/bulk", "name", "y", "urls", api.page("about")).statusCode()).isEqualTo(505);
        assertThat(json("POST", "reset").path("jobs")).isEmpty();
        send("POST", "plan?maxJobs=1000", "");
    }

    @Test
    @DisplayName("The state can be downloaded and uploaded")
    void state() throws IOException {
        sandbox.generate("x", 3, 500);
        Path file = folder.resolve("state");
        try (InputStream in = uri("state").toURL().openStream()) {
            Files.copy(in, file);
        }
        sandbox.reset();
        Api.send(HttpRequest.newBuilder(uri("state")).POST(HttpRequest.BodyPublishers.ofFile(file)).build());
        assertThat(sandbox.job("x").objectsFound()).isEqualTo(3);
    }

    @Test
    @DisplayName("Requests from other sites are rejected")
    void foreignOrigin() {
        HttpRequest request = HttpRequest.newBuilder(uri("reset")).header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThat(Api.send(request).statusCode()).isEqualTo(403);
        assertThat(send("GET", "reset", "").statusCode()).isEqualTo(405);
        assertThat(send("POST", "nothing", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "jobs/0", "").statusCode()).isEqualTo(404);
    }

    private String job(String name) {
        for (JsonNode entry : json("GET", "overview").path("jobs")) {
            if (entry.path("job").path("name").asText().equals(name)) {
                return "jobs/" + entry.path("id").asText();
            }
        }
        throw new IllegalArgumentException(name);
    }

    private JsonNode json(String method, String path) {
        return Api.parse(send(method, path, "").body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return Api.send(HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + "/sandbox/" + path);
    }
}
