/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Operations control and read one job")
class ProducerControlTest extends DiffbotTestSupport {

    @ParameterizedTest
    @CsvSource({
            "bulk, pause, pause=1, 6", "bulk, resume, pause=0, 7", "bulk, restart, restart=1, 0",
            "crawl, pause, pause=1, 6", "crawl, resume, pause=0, 7", "crawl, restart, restart=1, 0",
            "crawl, startRound, roundStart=1, 7" })
    @DisplayName("A control operation is one GET and returns the job, with its headers")
    void sendsOneGetAndReturnsTheJob(String type, String operation, String parameter, int status) {
        onGet("/" + type + "?name=j&" + parameter, json(wireJob(type).status(status).with("roundsCompleted", 2).response()));

        Exchange exchange = call("diffbot:" + type + "/j?operation=" + operation, null);

        assertThat(job(exchange).getStatus().getCode()).isEqualTo(status);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelDiffbotJobType", type)
                .containsEntry("CamelDiffbotJobName", "j")
                .containsEntry("CamelDiffbotJobStatus", status)
                .containsEntry("CamelDiffbotJobStatusMessage", job(exchange).getStatus().getMessage())
                .containsEntry("CamelDiffbotRound", 2L)
                .containsEntry("CamelDiffbotObjectsFound", 0L);
        assertThat(requests()).containsExactly("GET /" + type + "?name=j&" + parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("A delete returns the last state of the job")
    void deleteReturnsTheLastStateOfTheJob(String type) {
        onGet("/" + type + "?name=j", json(wireJob(type).status(9).with("objectsFound", 12).response()));
        onGet("/" + type + "?name=j&delete=1", json("{\"response\":\"Successfully deleted job.\"}"));

        Job job = job(call("diffbot:" + type + "/j?operation=delete", null));

        assertThat(job.getObjectsFound()).isEqualTo(12);
        assertThat(requests()).containsExactly("GET /" + type + "?name=j", "GET /" + type + "?name=j&delete=1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("The operation status reads the job")
    void statusReadsTheJob(String type) {
        onGet("/" + type + "?name=j", json(wireJob(type).status(7).with("objectsFound", 12).response()));

        Exchange exchange = call("diffbot:" + type + "/j?operation=status", "not looked at");

        assertThat(job(exchange).getPageCrawlAttempts()).isZero();
        assertThat(exchange.getMessage().getHeader("CamelDiffbotObjectsFound")).isEqualTo(12L);
        assertThat(requests()).containsExactly("GET /" + type + "?name=j");
    }

    @ParameterizedTest
    @CsvSource({
            "bulk, pause, pause=1", "bulk, startRound, roundStart=1", "crawl, resume, pause=0", "crawl, delete, delete=1",
            "crawl, startRound, roundStart=1" })
    @DisplayName("With the type job, the type is read before the change")
    void forEitherTypeTheTypeIsReadFirst(String type, String operation, String parameter) {
        onGet("/bulk?name=j", type.equals("bulk") ? json(wireJob(type).response()) : noSuchJob());
        onGet("/crawl?name=j", type.equals("crawl") ? json(wireJob(type).response()) : noSuchJob());
        onGet("/" + type + "?name=j&" + parameter, json(wireJob(type).response()));

        Exchange exchange = call("diffbot:job/j?operation=" + operation, null);

        assertThat(job(exchange).getType()).isEqualTo(type);
        assertThat(requests()).last().isEqualTo("GET /" + type + "?name=j&" + parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = { "status", "pause", "resume", "restart", "delete" })
    @DisplayName("The error for a missing job has its name and the operation")
    void aJobThatIsNotThereIsNamed(String operation) {
        onGet("/bulk?name=j", noSuchJob());
        onGet("/bulk?name=j&pause=1", noSuchJob());
        onGet("/bulk?name=j&pause=0", noSuchJob());
        onGet("/bulk?name=j&restart=1", noSuchJob());

        Exchange exchange = call("diffbot:bulk/j?operation=" + operation, null);

        assertThat(exchange.getException()).isInstanceOf(DiffbotNoSuchJobException.class)
                .hasMessageContaining(operation).hasMessageContaining("'j'");
    }

    @Test
    @DisplayName("With the type job, the error names a job that does not exist")
    void forEitherTypeTheErrorNamesAMissingJob() {
        onGet("/bulk?name=j", noSuchJob());
        onGet("/crawl?name=j", noSuchJob());

        Exchange exchange = call("diffbot:job/j?operation=restart", null);

        assertThat(exchange.getException()).isInstanceOf(DiffbotNoSuchJobException.class).hasMessageContaining("'j'");
    }

    private static WireJob wireJob(String type) {
        return type.equals("bulk") ? WireJob.bulk("j") : WireJob.crawl("j");
    }
}
