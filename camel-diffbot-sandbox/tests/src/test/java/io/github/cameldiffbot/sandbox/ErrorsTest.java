/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Errors are those of Diffbot")
class ErrorsTest extends SandboxTest {

    private static final String NOT_FOUND = "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}";

    @ParameterizedTest
    @DisplayName("A request without a valid token is an error")
    @ValueSource(strings = { "", "wrong" })
    void invalidToken(String token) {
        expect(api.get("/bulk", "token", token), 401, "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}");
        expect(api.get("/crawl/data", "token", token, "name", "x"), 401,
                "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}");
    }

    @ParameterizedTest
    @DisplayName("A control of an unknown job is an error 500")
    @ValueSource(strings = { "none", "pause", "restart", "delete", "roundStart" })
    void unknownJob(String control) {
        expect(api.get("/crawl", "name", "nobody", control, "1"), 500, NOT_FOUND);
        expect(api.post("/bulk", "name", "nobody", control, "1"), 500, NOT_FOUND);
    }

    @Test
    @DisplayName("Data of an unknown job is an error 400")
    void unknownJobData() {
        String body = "{\"errorCode\":400,\"error\":\"No collection record\"}";
        expect(api.get("/bulk/data", "name", "nobody"), 400, body);
        expect(api.get("/crawl/data", "name", "nobody", "type", "urls"), 400, body);
        expect(api.get("/search", "col", "nobody"), 400, body);
    }

    @Test
    @DisplayName("An unknown download link is an error")
    void unknownDownload() {
        assertThat(api.get("/bulk/download/" + sandbox.token() + "-nobody_data.json").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @DisplayName("A job without URLs is an error")
    @ValueSource(strings = { "", "no url at all", "ftp://example.org/ http://" })
    void missingUrls(String urls) {
        expect(api.post("/bulk", "name", "empty", "urls", urls), 500, "{\"errorCode\":\"500\",\"error\":\"no urls found\"}");
        expect(api.post("/bulk", "name", "empty", "apiUrl", "https://api.diffbot.com/v3/article"), 500,
                "{\"errorCode\":\"500\",\"error\":\"no urls found\"}");
        assertThat(sandbox.job("empty")).isNull();
    }

    @Test
    @DisplayName("A name of more than 30 characters is an error")
    void longName() {
        expect(api.post("/crawl", "name", "x".repeat(31), "seeds", api.page("")), 500,
                "{\"error\":\"crawlbot: name is over 30 chars\"}");
        assertThat(api.crawl("x".repeat(30), api.page("about")).has("jobs")).isTrue();
    }

    @ParameterizedTest
    @DisplayName("A name with other characters is an error")
    @ValueSource(strings = { "two words", "a/b", "ü", "a.b" })
    void invalidName(String name) {
        expect(api.post("/bulk", "name", name, "urls", api.page("")), 505,
                "{\"errorCode\":505,\"error\":\"Crawl names can consist only of letters, numbers, underscores or hyphens.\"}");
    }

    @Test
    @DisplayName("The 1,001st job of a token is an error")
    void tooManyJobs() {
        for (int i = 0; i < 1000; i++) {
            sandbox.generate("job-" + i, 0, 0);
        }
        expect(api.post("/crawl", "name", "one-more", "seeds", api.page("")), 505,
                "{\"errorCode\":505,\"error\":\"Too many collections for token\"}");
        api.get("/bulk", "name", "job-7", "delete", "1");
        assertThat(api.post("/crawl", "name", "one-more", "seeds", api.page("")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("An invalid regular expression is an error")
    void invalidRegex() {
        expect(api.post("/crawl", "name", "rx", "seeds", api.page(""), "urlCrawlRegEx", "(open"), 500,
                "{\"error\":\"Invalid regular expression: (open\"}");
        assertThat(api.post("/crawl", "name", "rx", "seeds", api.page(""), "urlProcessRegEx", "[z-a]").statusCode())
                .isEqualTo(500);
    }

    @Test
    @DisplayName("A name of a job of the other type is an error")
    void wrongType() {
        api.bulk("taken", api.page("about"));
        HttpResponse<String> response = api.post("/crawl", "name", "taken", "seeds", api.page(""));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(Api.parse(response.body()).path("error").asText())
                .isEqualTo("Job name/type mismatch. Job name has already been used for a crawl or bulk job.");
        assertThat(api.post("/crawl", "name", "taken", "maxHops", "1").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @DisplayName("A body of another type than a form is an error")
    @ValueSource(strings = { "application/json", "multipart/form-data; boundary=x" })
    void unsupportedBody(String type) {
        assertThat(postBody(type).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @DisplayName("A form is read with any other content type")
    @ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded; charset=UTF-8" })
    void contentTypes(String type) {
        assertThat(postBody(type).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("An unknown API is the documented error 457, another path an error 404")
    void unknownPath() {
        assertThat(api.get("/jobs").body()).startsWith("{\"errorCode\":457,\"error\":\"Invalid API. Make sure");
        URI other = URI.create("http://127.0.0.1:" + sandbox.port() + "/v5/account");
        assertThat(Api.send(HttpRequest.newBuilder(other).build()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> postBody(String type) {
        return Api.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/bulk?token=" + sandbox.token()))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("name=typed&urls=" + api.page("about"))).build());
    }

    private static void expect(HttpResponse<String> response, int status, String body) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("X-Diffbot-Sandbox")).isPresent();
    }
}
