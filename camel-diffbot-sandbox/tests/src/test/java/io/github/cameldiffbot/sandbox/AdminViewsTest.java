/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The admin API serves the page")
class AdminViewsTest extends SandboxTest {

    @Test
    @DisplayName("The jobs that have changed since a version are returned, and all jobs after one was removed")
    void changes() {
        api.bulk("a", api.page("about"));
        api.bulk("b", api.page("about"));
        api.awaitStatus("a", 9);
        api.awaitStatus("b", 9);
        JsonNode all = json("overview");
        assertThat(all.path("jobs")).hasSize(2);
        JsonNode same = json("overview?since=" + all.path("version").asText());
        assertThat(same.path("jobs")).isEmpty();
        assertThat(same.path("complete").asBoolean()).isFalse();
        api.post("/bulk", "name", "b", "maxRounds", "5");
        JsonNode changed = json("overview?since=" + same.path("version").asText());
        assertThat(changed.path("jobs")).singleElement()
                .matches(entry -> entry.path("job").path("name").asText().equals("b"));
        api.post("/bulk", "name", "b", "delete", "1");
        JsonNode rest = json("overview?since=" + changed.path("version").asText());
        assertThat(rest.path("complete").asBoolean()).isTrue();
        assertThat(rest.path("jobs")).singleElement()
                .matches(entry -> entry.path("job").path("name").asText().equals("a"));
        assertThat(json("overview?since=" + rest.path("version").asText()).path("complete").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("All jobs are returned for the version of another start, and for invalid versions")
    @ValueSource(strings = { "0", "-1", "abc-1", "abc-99999999999999999999", "x" })
    void otherVersions(String version) {
        api.bulk("a", api.page("about"));
        JsonNode all = json("overview?since=" + version);
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(all.path("jobs")).hasSize(1);
    }

    @Test
    @DisplayName("Status, time and body of the response to a request are shown, without the token")
    void responses() {
        api.bulk("a", api.page("about"));
        api.get("/bulk", "name", "a");
        api.get("/crawl/data", "name", "none");
        JsonNode requests = json("requests").path("requests");
        assertThat(requests).hasSize(3).extracting(r -> r.path("status").asInt()).containsExactly(200, 200, 400);
        assertThat(requests).allMatch(r -> r.path("micros").asLong() > 0);
        JsonNode listed = json("requests/" + requests.path(1).path("number").asText());
        assertThat(listed.path("body").asText()).contains("\"downloadJson\"", "-a_data.json").doesNotContain(sandbox.token());
        assertThat(json("requests/" + requests.path(2).path("number").asText()).path("body").asText())
                .contains("No collection record");
        assertThat(get("requests/99").statusCode()).isEqualTo(404);
        assertThat(get("requests/x").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("The headers of a request are shown, without credentials")
    void requestHeaders() {
        Api.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/bulk?token=" + sandbox.token()))
                .header("X-Trace", "abc " + sandbox.token()).header("Authorization", "Bearer my-own-secret").build());
        String number = json("requests").path("requests").path(0).path("number").asText();
        JsonNode headers = json("requests/" + number).path("headers");
        assertThat(headers.path("X-trace").asText()).startsWith("abc ").doesNotContain(sandbox.token());
        assertThat(headers.path("Authorization").asText()).isEqualTo("Bear…");
        assertThat(headers.path("User-agent").asText()).startsWith("Java-http-client");
    }

    @Test
    @DisplayName("The limits of the accounts are shown under the names that set them")
    void plan() {
        sandbox.plan(SandboxPlan.STARTUP.creditsPerMonth(500));
        JsonNode plan = json("overview").path("plan");
        String[] parameters = plan.properties().stream().map(e -> e.getKey() + "=" + e.getValue().asText())
                .toArray(String[]::new);
        assertThat(parameters).containsExactly("callsPerMinute=300", "minUrls=50", "maxRunning=0", "maxJobs=1000",
                "credits=500",
                "bulkRetention=PT240H", "crawlRetention=PT432H");
        sandbox.plan(SandboxPlan.DEFAULT);
        assertThat(send(sandbox, "plan?" + String.join("&", parameters), "POST", null).statusCode()).isEqualTo(200);
        JsonNode again = json("overview").path("plan");
        sandbox.plan(SandboxPlan.DEFAULT);
        assertThat(again).isEqualTo(plan);
    }

    @Test
    @DisplayName("Tokens of words are masked in responses, also when the job is deleted")
    void wordTokens() {
        try (DiffbotSandbox own = DiffbotSandbox.builder().token("my-secret-token").start()) {
            Api client = new Api(own);
            client.bulk("a", client.page("about"));
            client.get("/bulk", "name", "a", "delete", "1");
            client.get("/account");
            for (int number = 1; number <= own.requests().size(); number++) {
                HttpResponse<String> response = get(own, "requests/" + number);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).doesNotContain("my-secret-token");
            }
        }
    }

    @Test
    @DisplayName("Only the first 4,000 bytes of a body are kept")
    void longBodies() {
        api.crawl("site", api.page(""));
        api.awaitStatus("site", 9);
        assertThat(api.get("/crawl/data", "name", "site").body().length()).isGreaterThan(8_000);
        JsonNode requests = json("requests?path=/v3/crawl/data").path("requests");
        String body = json("requests/" + requests.path(0).path("number").asText()).path("body").asText();
        assertThat(body).startsWith("[{").endsWith("…").hasSizeBetween(1_000, 4_000);
    }

    @Test
    @DisplayName("The types of records are counted, and select records")
    void types() {
        api.bulk("a", api.page("about") + " " + api.page("magazine/the-hut-book"));
        api.awaitStatus("a", 9);
        JsonNode all = json(job("a") + "/records");
        assertThat(all.path("types").path("article").asInt()).isEqualTo(1);
        assertThat(all.path("records")).hasSize(2);
        JsonNode articles = json(job("a") + "/records?type=article");
        assertThat(articles.path("records")).singleElement().matches(r -> r.path("type").asText().equals("article"));
        assertThat(articles.path("types")).isEqualTo(all.path("types"));
    }

    @ParameterizedTest
    @DisplayName("The files of a job are sent as downloads")
    @CsvSource({ "data.json, application/json", "data.csv, text/csv", "urls.csv, text/csv" })
    void downloads(String file, String type) {
        api.bulk("a", api.page("about"));
        api.awaitStatus("a", 9);
        HttpResponse<String> response = get(job("a") + "/" + file);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(response.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"a_" + file + "\"");
        assertThat(response.body()).contains(api.page("about"));
        assertThat(get(job("a") + "/other.csv").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("A single fault can be removed")
    void removesFault() {
        sandbox.fail("[{path: /v3/bulk, status: 503}, {path: /v3/crawl, status: 503}]");
        JsonNode faults = json("faults").path("faults");
        assertThat(faults).hasSize(2);
        assertThat(json("overview").path("faults").asInt()).isEqualTo(2);
        String first = "faults/" + faults.path(0).path("number").asText();
        assertThat(send(sandbox, first, "DELETE", null).statusCode()).isEqualTo(200);
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
        assertThat(api.get("/crawl").statusCode()).isEqualTo(503);
        assertThat(send(sandbox, first, "DELETE", null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @DisplayName("Pages of other sites are refused")
    @ValueSource(strings = {
            "overview?since=x", "requests", "requests/1", "jobs/1/data.json", "jobs/1/urls.csv",
            "jobs/1/records?type=article", "faults", "faults/1", "jobs/1/settings", "state", "page/main.js" })
    void foreignOrigin(String path) {
        for (String method : new String[] { "GET", "POST", "DELETE" }) {
            assertThat(send(sandbox, path, method, "http://evil.example").statusCode()).as(method).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @DisplayName("The files of the page load and run nothing from elsewhere")
    @ValueSource(strings = {
            "/", "/sandbox/page/page.css", "/sandbox/page/main.js", "/sandbox/page/core.js",
            "/sandbox/page/jobs.js", "/sandbox/page/job.js", "/sandbox/page/logs.js", "/sandbox/page/tools.js" })
    void files(String path) {
        HttpResponse<String> response = get("..".concat(path));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'");
        assertThat(response.body()).doesNotContain("innerHTML", "style=\"", "onclick=\"", "<style", "https://cdn", "eval(");
        assertThat(response.body().lines().count()).isLessThan(350);
        if (path.equals("/")) {
            assertThat(response.body()).doesNotContain("<script>").contains("<label", "<main>", "lang=\"en\"");
        }
    }

    @Test
    @DisplayName("Other files are not sent")
    void otherFiles() {
        assertThat(get("page/none.js").statusCode()).isEqualTo(404);
        assertThat(get("page/..%2FApiHandler.class").statusCode()).isEqualTo(404);
    }

    private String job(String name) {
        for (JsonNode entry : json("overview").path("jobs")) {
            if (entry.path("job").path("name").asText().equals(name)) {
                return "jobs/" + entry.path("id").asText();
            }
        }
        throw new IllegalArgumentException(name);
    }

    private JsonNode json(String path) {
        return Api.parse(get(path).body());
    }

    private HttpResponse<String> get(String path) {
        return get(sandbox, path);
    }

    private static HttpResponse<String> get(DiffbotSandbox from, String path) {
        return send(from, path, "GET", null);
    }

    private static HttpResponse<String> send(DiffbotSandbox to, String path, String method, String origin) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + to.port() + "/sandbox/" + path).normalize())
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (origin != null) {
            request.header("Origin", origin);
        }
        return Api.send(request.build());
    }
}
