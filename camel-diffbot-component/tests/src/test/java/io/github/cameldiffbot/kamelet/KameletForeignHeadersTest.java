/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.HashMap;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A Kamelet does what it is configured to do, regardless of the headers of a message")
class KameletForeignHeadersTest extends KameletTestSupport {

    private static final String ELSEWHERE = "http://127.0.0.1:1/elsewhere";

    @ParameterizedTest
    @ValueSource(strings = { "diffbot-bulk-action", "diffbot-crawl-action", "diffbot-bulk-sink" })
    @DisplayName("A Kamelet that submits creates the configured job, whatever the headers")
    void jobsAreMadeAsConfigured(String name) throws Exception {
        startStep(kamelet(name, "jobName=mine"));

        send(sandbox().demoPages().get(0).toString(), foreign("delete"));

        assertThat(sandbox().job("mine").toJson().toString()).doesNotContain(ELSEWHERE);
        assertThat(sandbox().job("theirs")).isNull();
    }

    @Test
    @DisplayName("A Kamelet that controls a job performs the configured operation on it, whatever the headers")
    void jobsAreTreatedAsConfigured() throws Exception {
        sandbox().generate("mine", 1, 100);
        startStep(kamelet("diffbot-job-control-action", "operation=status&jobName=mine"));

        send(null, foreign("delete"));

        assertThat(sandbox().job("mine")).isNotNull();
        assertThat(sandbox().requests()).extracting(RecordedRequest::toString).noneMatch(call -> call.contains("theirs"));
    }

    private static Map<String, Object> foreign(String operation) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(DiffbotConstants.OPERATION, operation);
        headers.put(DiffbotConstants.JOB_NAME, "theirs");
        headers.put(DiffbotConstants.JOB_TYPE, "bulk");
        headers.put(DiffbotConstants.URLS, ELSEWHERE);
        headers.put(DiffbotConstants.API_URL, ELSEWHERE);
        headers.put(DiffbotConstants.QUERY, "type:article");
        headers.put(DiffbotConstants.NUM, "1");
        headers.put(DiffbotConstants.FORMAT, "csv");
        headers.put(DiffbotConstants.SETTINGS, Map.of("notifyWebhook", ELSEWHERE));
        return headers;
    }
}
