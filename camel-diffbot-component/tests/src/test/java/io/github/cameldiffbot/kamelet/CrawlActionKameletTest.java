/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("diffbot-crawl-action crawls, waits, and continues with the records")
class CrawlActionKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The body is the records as JSON, and the crawl has the configured settings")
    void givesTheRecordsAsJson() throws Exception {
        startStep(kamelet("diffbot-crawl-action",
                "jobName=site&maxHops=1&maxToProcess=5&urlProcessPattern=RAW(/magazine/||!/author/)&obeyRobots=false"));

        Exchange done = send(sandbox().demoSite().toString() + "magazine/", Map.of());

        assertThat(contentType(done)).isEqualTo("application/json");
        assertThat(json(done)).isNotEmpty()
                .allSatisfy(record -> assertThat(record.path("pageUrl").asText()).contains("/magazine/"));
        JsonNode job = sandbox().job("site").toJson();
        assertThat(job.path("maxHops").asInt()).isEqualTo(1);
        assertThat(job.path("maxToProcess").asInt()).isEqualTo(5);
        assertThat(job.path("urlProcessPattern").asText()).isEqualTo("/magazine/||!/author/");
        assertThat(job.path("obeyRobots").asInt()).isZero();
    }

    @Test
    @DisplayName("A crawl that can cost more than the limit is not submitted")
    void limitsCredits() throws Exception {
        startStep(kamelet("diffbot-crawl-action", "jobName=site&maxToProcess=5&maxCredits=4"));

        assertThatThrownBy(() -> send(sandbox().demoSite(), Map.of())).hasStackTraceContaining("maxCredits allows 4");
        assertThat(sandbox().job("site")).isNull();
    }

    @Test
    @DisplayName("Seeds can be a property, and the body is ignored then")
    void takesTheSeedsOfAProperty() throws Exception {
        startStep(kamelet("diffbot-crawl-action", "jobName=site&maxHops=0&seeds=" + sandbox().demoSite()));

        send("what a timer or a form has as its body", Map.of());

        assertThat(sandbox().job("site").type()).isEqualTo("crawl");
    }
}
