/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("diffbot-bulk-action submits the URLs of a message, waits, and continues with the requested results")
class BulkActionKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The body is the records as JSON")
    void givesTheRecordsAsJson() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop-${header.day}"));

        Exchange done = send(urls(3), Map.of("day", "monday"));

        assertThat(contentType(done)).isEqualTo("application/json");
        JsonNode records = json(done);
        assertThat(records.isArray()).isTrue();
        assertThat(records).hasSize((int) sandbox().job("shop-monday").objectsFound()).isNotEmpty()
                .allSatisfy(record -> assertThat(record.path("pageUrl").asText()).startsWith("http"));
        assertThat(done.getMessage().getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({ "'', 1", "&maxRecords=2, 2" })
    @DisplayName("Its own limit of records applies, or that of the component")
    void limitsRecords(String property, int expected) throws Exception {
        configuration().setMaxRecords(1);
        startStep(kamelet("diffbot-bulk-action", "jobName=shop" + property));

        assertThat(json(send(urls(3), Map.of()))).hasSize(expected);
    }

    @Test
    @DisplayName("URLs can be a property, and the body is ignored then")
    void takesTheUrlsOfAProperty() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop&urls=" + sandbox().demoPages().get(0)));

        send("what a timer or a form has as its body", Map.of());

        assertThat(sandbox().job("shop").submitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("An apiUrl with a query is sent unchanged")
    void sendsAnApiUrlWithAQueryAsItIs() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop&apiUrl=RAW(article?fields=title,tags&timeout=5000)"));

        send(urls(1), Map.of());

        assertThat(sandbox().job("shop").toJson().path("apiUrl").asText())
                .endsWith("/v3/article?fields=title,tags&timeout=5000");
    }

    @Test
    @DisplayName("With fetch=job the body is the job")
    void givesTheJobWhenThatIsWanted() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop&fetch=job"));

        assertThat(json(send(urls(1), Map.of())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    @DisplayName("With fetch=urlReport the body is the rows")
    void givesTheUrlReportWhenThatIsWanted() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop&fetch=urlReport"));

        JsonNode rows = json(send(urls(2), Map.of()));

        assertThat(rows).hasSize(2);
        assertThat(rows.path(0).path("Url").asText()).startsWith("http");
    }

    @Test
    @DisplayName("A truncated download is an error")
    void endsWithAnErrorWhenRecordsAreMissing() throws Exception {
        startStep(kamelet("diffbot-bulk-action", "jobName=shop"));
        sandbox().fail(Fault.on("/v3/bulk/data").missingBracket());

        assertThatThrownBy(() -> send(urls(2), Map.of()))
                .hasStackTraceContaining(DiffbotTruncatedDataException.class.getName());
    }
}
