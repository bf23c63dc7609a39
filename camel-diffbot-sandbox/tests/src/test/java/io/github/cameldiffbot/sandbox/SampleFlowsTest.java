/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The flows of Diffbot's documentation run")
class SampleFlowsTest extends SandboxTest {

    @ParameterizedTest
    @DisplayName("The documented life cycle of a job works by GET and by POST")
    @CsvSource({ "GET,bulk,urls", "POST,bulk,urls", "GET,crawl,seeds", "POST,crawl,seeds" })
    void lifecycle(String method, String type, String list) {
        sandbox.hold();
        JsonNode created = job(method, type, Map.of(list, api.page("about") + " " + api.page("shop/"), "apiUrl",
                "https://api.diffbot.com/v3/analyze", "maxHops", "0"));
        assertThat(created.path("type").asText()).isEqualTo(type);
        assertThat(status(created)).isZero();
        api.awaitStatus("flow", 7);
        assertThat(status(job(method, type, Map.of("pause", "1")))).isEqualTo(6);
        assertThat(status(job(method, type, Map.of()))).isEqualTo(6);
        assertThat(status(job(method, type, Map.of("pause", "0")))).isEqualTo(7);
        sandbox.release();
        api.awaitStatus("flow", 9);
        JsonNode done = job(method, type, Map.of());
        assertThat(done.path("sentJobDoneNotification").asInt()).isEqualTo(1);
        assertThat(done.path("objectsFound").asInt()).isEqualTo(2);
        assertThat(Api.parse(call(method, type + "/data", Map.of("format", "json")).body())).hasSize(2);
        assertThat(call(method, type + "/data", Map.of("format", "csv")).body()).startsWith("type,title,");
        assertThat(call(method, type + "/data", Map.of("type", "urls")).body().lines()).hasSize(3);
        for (String link : List.of("downloadJson", "downloadUrls")) {
            String path = done.path(link).asText().substring(sandbox.baseUrl().length());
            assertThat(api.get(path).statusCode()).isEqualTo(200);
        }
        assertThat(status(job(method, type, Map.of("restart", "1")))).isZero();
        api.awaitStatus("flow", 9);
        assertThat(call(method, type, Map.of("delete", "1")).body()).isEqualTo("{\"response\":\"Successfully deleted job.\"}");
        assertThat(call(method, type, Map.of()).statusCode()).isEqualTo(500);
        assertThat(call(method, type + "/data", Map.of()).statusCode()).isEqualTo(400);
    }

    private JsonNode job(String method, String path, Map<String, String> params) {
        return Api.parse(call(method, path, params).body()).path("jobs").path(0);
    }

    private HttpResponse<String> call(String method, String path, Map<String, String> params) {
        List<String> pairs = new ArrayList<>(List.of("name", "flow"));
        params.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        String[] all = pairs.toArray(String[]::new);
        return method.equals("GET") ? api.get("/" + path, all) : api.post("/" + path, all);
    }

    private static int status(JsonNode job) {
        return job.path("jobStatus").path("status").asInt(-1);
    }
}
