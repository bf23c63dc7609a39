/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are created as on Diffbot")
class CreateJobTest extends SandboxTest {

    private static final List<String> BOTH = List.of("name", "type", "jobCreationTimeUTC", "jobCompletionTimeUTC", "jobStatus",
            "sentJobDoneNotification", "objectsFound", "urlsHarvested", "pageCrawlAttempts", "pageCrawlSuccesses",
            "pageCrawlSuccessesThisRound", "pageProcessAttempts", "pageProcessSuccesses", "pageProcessSuccessesThisRound",
            "apiUrl", "notifyEmail", "notifyWebhook", "customHeaders", "obeyRobots", "repeat", "maxRounds",
            "pageProcessPattern", "urlCrawlPattern", "urlCrawlRegEx", "urlProcessPattern", "urlProcessRegEx", "maxHops",
            "useCanonical", "useProxies", "crawlDelay", "seedRecrawlFrequency", "roundsCompleted", "roundStartTime",
            "currentTime", "currentTimeUTC", "downloadJson", "downloadUrls");

    @Test
    @DisplayName("A new job has status 0")
    void initialStatus() {
        JsonNode response = api.bulk("fresh", api.page("about"));
        assertThat(response.path("response").asText()).isEqualTo("Successfully added urls for spidering.");
        JsonNode job = response.path("jobs").path(0);
        assertThat(job.path("jobStatus").toString()).isEqualTo("{\"status\":0,\"message\":\"Job is initializing.\"}");
        assertThat(job.path("objectsFound").asInt(-1)).isZero();
        assertThat(job.path("jobCompletionTimeUTC").asInt(-1)).isZero();
    }

    @Test
    @DisplayName("A bulk job has the documented members only")
    void bulkMembers() {
        JsonNode job = api.bulk("keys", api.page("about")).path("jobs").path(0);
        assertThat(names(job)).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(job.path("obeyRobots").isInt()).isTrue();
        assertThat(job.path("crawlDelay").toString()).isEqualTo("-1");
    }

    @Test
    @DisplayName("A crawl has the documented members only")
    void crawlMembers() {
        JsonNode job = api.crawl("keys", api.page("about")).path("jobs").path(0);
        List<String> expected = new ArrayList<>(BOTH);
        expected.addAll(List.of("seeds", "maxToCrawl", "maxToProcess", "onlyProcessIfNew", "maxToCrawlPerSubdomain",
                "maxToProcessPerSubdomain", "restrictDomain", "restrictSubdomain"));
        assertThat(names(job)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(job.path("seeds").asText()).isEqualTo(api.page("about"));
        assertThat(job.path("crawlDelay").toString()).isEqualTo("0.25");
    }

    @Test
    @DisplayName("A job can be created by GET")
    void createByGet() {
        JsonNode job = api.job("/crawl", "name", "by-get", "seeds", api.page("about"), "maxHops", "0");
        assertThat(job.path("maxHops").asInt()).isZero();
        api.awaitStatus("by-get", 9);
    }

    @Test
    @DisplayName("Settings are shown as given")
    void givenSettings() {
        JsonNode job = api.bulk("settings", api.page("about"), "apiUrl", "https://api.diffbot.com/v3/product?fields=meta",
                "notifyEmail", "me@example.org", "repeat", "7.5", "maxRounds", "3", "obeyRobots", "0",
                "customHeaders", "Accept-Language:de", "customHeaders", "Cookie:a=b").path("jobs").path(0);
        assertThat(job.path("apiUrl").asText()).isEqualTo("https://api.diffbot.com/v3/product?fields=meta");
        assertThat(job.path("repeat").asDouble()).isEqualTo(7.5);
        assertThat(job.path("maxRounds").asInt()).isEqualTo(3);
        assertThat(job.path("obeyRobots").asInt()).isZero();
        assertThat(job.path("customHeaders").toString()).isEqualTo("{\"Accept-Language\":\"de\",\"Cookie\":\"a=b\"}");
    }

    @Test
    @DisplayName("Invalid URLs in a list are ignored")
    void invalidUrls() {
        api.bulk("mixed", "nonsense " + api.page("about") + "\nftp://example.org/x\thttp://");
        assertThat(sandbox.job("mixed").submitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("Both paths list jobs of both types")
    void list() {
        sandbox.hold();
        api.bulk("one", api.page("about"));
        api.crawl("two", api.page("about"));
        for (String path : List.of("/bulk", "/crawl")) {
            assertThat(api.json(path).path("jobs")).extracting(job -> job.path("name").asText()).containsExactly("one", "two");
        }
        assertThat(api.job("/bulk", "name", "two").path("type").asText()).isEqualTo("crawl");
    }

    private static List<String> names(JsonNode job) {
        List<String> names = new ArrayList<>();
        job.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
