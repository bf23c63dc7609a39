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
 * Reads the jobs from a call to a webhook. Other data of the call is ignored, because it is not authenticated.
 */
final class WebhookCall {

    private static final ObjectMapper MAPPER
            = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private WebhookCall() {
    }

    /**
     * Returns the jobs in a body: a single one, or several in a member {@code jobs}. The type is empty if it is
     * missing.
     *
     * @throws IllegalArgumentException if the body is invalid
     */
    static List<JobKey> jobs(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is not JSON", e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException("The body is not a JSON object");
        }
        if (!root.has("jobs")) {
            return List.of(key(root));
        }
        if (!root.get("jobs").isArray()) {
            throw new IllegalArgumentException("The body's jobs are not a list");
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
