/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Second part of the conformance tests: controls, status codes and errors. */
@DisplayName("Controls, status codes and errors conform to Diffbot")
class ConformanceStatesTest extends SandboxTest {

    private static final String ADDED = "Successfully added urls for spidering.";

    /** Code and text. */
    private static final String[][] TEXTS = {
            { "0", "Job is initializing." }, { "1", "Job has reached maxRounds limit." },
            { "2", "Job has reached maxToCrawl limit." }, { "3", "Job has reached maxToProcess limit." },
            { "4", "Next crawl round to start in 86400 seconds." }, { "5", "No URLs were added to the crawl." },
            { "6", "Job paused." }, { "7", "Job is in progress." },
            { "8", "All crawling temporarily paused by root administrator for maintenance." },
            { "9", "Job has completed and no repeat is scheduled." }, { "10", "Failed to crawl any seed." },
            { "11", "Job automatically paused because crawl is inefficient." } };

    /** Method, path, parameters, HTTP status and body. */
    private static final String[][] ERRORS = {
            { "GET", "/bulk", "token=bad", "401", "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}" },
            { "POST", "/crawl", "token=", "401", "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}" },
            { "GET", "/bulk", "name=no", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "GET", "/crawl", "name=no", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "GET", "/bulk", "name=no&pause=1", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "GET", "/bulk", "name=no&restart=1", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "GET", "/bulk", "name=no&delete=1", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "POST", "/crawl", "name=no&roundStart=1", "500", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}" },
            { "GET", "/bulk/data", "name=no", "400", "{\"errorCode\":400,\"error\":\"No collection record\"}" },
            { "GET", "/crawl/data", "name=no", "400", "{\"errorCode\":400,\"error\":\"No collection record\"}" },
            { "GET", "/search", "col=no", "400", "{\"errorCode\":400,\"error\":\"No collection record\"}" },
            { "POST", "/bulk", "name=x&urls=none", "500", "{\"errorCode\":\"500\",\"error\":\"no urls found\"}" },
            { "POST", "/crawl", "name=x&seeds=none", "500", "{\"errorCode\":\"500\",\"error\":\"no urls found\"}" },
            {
                    "POST", "/bulk", "name=1234567890123456789012345678901&urls=http://a.example", "500",
                    "{\"error\":\"crawlbot: name is over 30 chars\"}" },
            {
                    "POST", "/bulk", "name=a.b&urls=http://a.example", "505",
                    "{\"errorCode\":505,\"error\":\"Crawl names can consist only of letters, numbers, underscores or hyphens.\"}" },
            {
                    "POST", "/crawl", "name=x&seeds=http://a.example&urlCrawlRegEx=(", "500",
                    "{\"error\":\"Invalid regular expression: (\"}" },
            {
                    "POST", "/crawl", "name=taken&seeds=http://a.example", "500",
                    "{\"errorCode\":500,\"error\":\"Job name/type mismatch. Job name has already been used for a crawl or bulk job.\"}" },
            {
                    "POST", "/bulk", "name=one-more&urls=http://a.example", "505",
                    "{\"errorCode\":505,\"error\":\"Too many collections for token\"}" } };

    /** Control, whether the response reports added URLs, and the status. */
    private static final String[][] CONTROLS = {
            { "pause=1", "", "6" }, { "pause=0", "", "7" }, { "restart=1", ADDED, "0" }, { "roundStart=1", "", "7" },
            { "", "", "7" } };

    @TestFactory
    @DisplayName("Each control responds as documented")
    Stream<DynamicTest> controls() {
        return Stream.of(CONTROLS).flatMap(row -> Stream.of("GET", "POST").map(method -> dynamicTest(method + " " + row[0],
                () -> {
                    sandbox.hold();
                    api.crawl("control", api.page("about"));
                    api.awaitStatus("control", 7);
                    var response = Api.parse(call(method, "/crawl", "name=control&" + row[0]).body());
                    assertThat(response.path("response").asText()).isEqualTo(row[1]);
                    assertThat(response.path("jobs").path(0).path("jobStatus").path("status").asText()).isEqualTo(row[2]);
                    assertThat(call(method, "/crawl", "name=control&delete=1").body())
                            .isEqualTo("{\"response\":\"Successfully deleted job.\"}");
                })));
    }

    @TestFactory
    @DisplayName("Each status can be reached")
    Stream<DynamicTest> statuses() {
        return Stream.of(TEXTS).map(row -> dynamicTest(row[0], () -> {
            try (DiffbotSandbox other = DiffbotSandbox.builder().clock(ClockMode.VIRTUAL).inefficientAfter(2).start()) {
                Api there = new Api(other);
                bring(other, there, Integer.parseInt(row[0]));
                there.awaitStatus("s", Integer.parseInt(row[0]));
                assertThat(there.job("/crawl", "name", "s").path("jobStatus").path("message").asText()).isEqualTo(row[1]);
            }
        }));
    }

    @TestFactory
    @DisplayName("Each error has the documented status and text")
    Stream<DynamicTest> errors() {
        sandbox.generate("taken", 0, 0);
        return Stream.of(ERRORS).map(row -> dynamicTest(row[0] + " " + row[1] + " " + row[2], () -> {
            sandbox.plan(row[2].contains("one-more") ? SandboxPlan.DEFAULT.maxJobs(1) : SandboxPlan.DEFAULT);
            var response = call(row[0], row[1], row[2]);
            sandbox.plan(SandboxPlan.DEFAULT);
            assertThat(response.statusCode()).isEqualTo(Integer.parseInt(row[3]));
            assertThat(response.body()).isEqualTo(row[4]);
        }));
    }

    @Test
    @DisplayName("The download link of a deleted job is an error")
    void deletedDownload() {
        assertThat(api.get("/bulk/download/" + sandbox.token() + "-no_data.json").body())
                .contains("token or id (crawlid) invalid");
    }

    private void bring(DiffbotSandbox other, Api there, int code) {
        String page = other.demoSite() + "about";
        other.hold();
        switch (code) {
            case 1 -> there.crawl("s", page, "maxHops", "0", "repeat", "1", "maxRounds", "1");
            case 2 -> there.crawl("s", page, "maxToCrawl", "1");
            case 3 -> there.crawl("s", page, "maxToProcess", "1");
            case 4 -> there.crawl("s", page, "maxHops", "0", "repeat", "1");
            case 10 -> there.crawl("s", other.demoSite() + "nowhere");
            case 11 -> there.crawl("s", other.demoSite().toString(), "urlProcessPattern", "never");
            default -> there.crawl("s", page, "maxHops", "0");
        }
        switch (code) {
            case 0 -> {
                // while one job works, the next one waits
                there.get("/crawl", "name", "s", "delete", "1");
                other.plan(SandboxPlan.DEFAULT.maxRunning(1));
                there.bulk("first", page);
                there.awaitStatus("first", 7);
                there.crawl("s", page);
            }
            case 5 -> other.job("s").forceStatus(5, "No URLs were added to the crawl.");
            case 6 -> there.get("/crawl", "name", "s", "pause", "1");
            case 8 -> other.maintenance(true);
            default -> assertThat(other.job("s")).isNotNull();
        }
        if (!List.of(0, 7, 8).contains(code)) {
            other.release();
        }
    }

    private HttpResponse<String> call(String method, String path, String params) {
        String[] pairs = Stream.of(params.split("&")).filter(p -> p.contains("="))
                .flatMap(p -> Stream.of(p.substring(0, p.indexOf('=')), p.substring(p.indexOf('=') + 1)))
                .toArray(String[]::new);
        return method.equals("GET") ? api.get(path, pairs) : api.post(path, pairs);
    }
}
