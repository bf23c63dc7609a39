/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code diffbot-job-control-action} performs an operation on a job.
 */
class JobControlActionKameletTest extends KameletTestSupport {

    @Test
    void readsTheNamedJob() throws Exception {
        sandbox().generate("shop", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "jobName=shop"));

        Exchange done = send(null, Map.of());

        assertThat(contentType(done)).isEqualTo("application/json");
        assertThat(json(done).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void deletesTheJobThatTheMessageIsAbout() throws Exception {
        sandbox().generate("shop", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "operation=delete"));

        send("{}", Map.of(DiffbotConstants.JOB_NAME, "shop", DiffbotConstants.JOB_TYPE, "bulk"));

        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    void pausesAndResumes() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-job-control-action", "operation=pause&jobType=bulk&jobName=shop"));
        context.createFluentProducerTemplate().to(kamelet("diffbot-bulk-sink", "jobName=shop")).withBody(urls(2)).send();

        assertThat(json(send(null, Map.of())).path("jobStatus").path("status").asInt()).isEqualTo(6);
    }
}
