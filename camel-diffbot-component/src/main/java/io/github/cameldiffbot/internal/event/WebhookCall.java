/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.job.JobKey;

/**
 * Which jobs a call to a webhook is about. What else it says of them is not believed, as anybody can say it.
 */
final class WebhookCall {

    private static final ObjectMapper MAPPER
            = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private WebhookCall() {
    }

    /**
     * The jobs in a body: one as it is, or some in a member <code>jobs</code>. The type is empty where none is told.
     *
     * @throws IllegalArgumentException when the body is nothing that Diffbot would send
     */
    static List<JobKey> jobs(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is no JSON", e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException("The body is no JSON object");
        }
        if (!root.has("jobs")) {
            return List.of(key(root));
        }
        if (!root.get("jobs").isArray()) {
            throw new IllegalArgumentException("The body's jobs are no list");
        }
        List<JobKey> jobs = new ArrayList<>();
        root.get("jobs").forEach(job -> jobs.add(key(job)));
        return jobs;
    }

    private static JobKey key(JsonNode job) {
        JsonNode name = job.path("name");
        if (!name.isTextual() || name.textValue().isBlank()) {
            throw new IllegalArgumentException("The body has a job without a name");
        }
        return new JobKey(job.path("type").asText(""), name.textValue());
    }
}
