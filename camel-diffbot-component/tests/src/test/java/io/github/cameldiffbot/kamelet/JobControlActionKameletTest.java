/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("diffbot-job-control-action performs an operation on a job")
class JobControlActionKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The named job is read")
    void readsTheNamedJob() throws Exception {
        sandbox().generate("shop", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "jobName=shop"));

        Exchange done = send(null, Map.of());

        assertThat(contentType(done)).isEqualTo("application/json");
        assertThat(json(done).path("name").asText()).isEqualTo("shop");
    }

    @Test
    @DisplayName("Without a name the job in the headers is changed")
    void deletesTheJobThatTheMessageIsAbout() throws Exception {
        sandbox().generate("shop", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "operation=delete"));

        send("{}", Map.of(DiffbotConstants.JOB_NAME, "shop", DiffbotConstants.JOB_TYPE, "bulk"));

        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    @DisplayName("The named job is paused")
    void pausesAndResumes() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-job-control-action", "operation=pause&jobType=bulk&jobName=shop"));
        context.createFluentProducerTemplate().to(kamelet("diffbot-bulk-sink", "jobName=shop")).withBody(urls(2)).send();

        assertThat(json(send(null, Map.of())).path("jobStatus").path("status").asInt()).isEqualTo(6);
    }

    @Test
    @DisplayName("A restart that can cost more than the limit is not carried out")
    void limitsCredits() throws Exception {
        sandbox().generate("shop", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "jobType=bulk&jobName=shop&maxCredits=9&operation=restart"));

        assertThatThrownBy(() -> send(null, Map.of())).hasStackTraceContaining("maxCredits allows 9");
        assertThat(sandbox().requests()).noneMatch(request -> request.param("restart") != null);
    }

    @Test
    @DisplayName("A limit of credits for an operation that costs nothing is an error at the start")
    void limitsNothing() {
        assertThatThrownBy(() -> startStep(kamelet("diffbot-job-control-action", "maxCredits=9&operation=pause")))
                .hasStackTraceContaining("maxCredits has no effect with operation=pause");
    }
}
