/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobEngine;
import io.github.cameldiffbot.sandbox.job.JobJson;
import io.github.cameldiffbot.sandbox.job.JobStatus;

/** A job, seen from inside the sandbox. */
public final class SandboxJob {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Job job;
    private final JobJson json;
    private final JobClock clock;
    private final JobEngine engine;

    SandboxJob(Job job, JobJson json, JobClock clock, JobEngine engine) {
        this.job = job;
        this.json = json;
        this.clock = clock;
        this.engine = engine;
    }

    /**
     * The name.
     *
     * @return as given at creation
     */
    public String name() {
        return job.name();
    }

    /**
     * The type.
     *
     * @return bulk or crawl
     */
    public String type() {
        return job.type().wire();
    }

    /**
     * The status code that the API would show now.
     *
     * @return 0 to 11, or what was forced
     */
    public int status() {
        return toJson().path("jobStatus").path("status").asInt();
    }

    /**
     * The status text that the API would show now.
     *
     * @return the message
     */
    public String message() {
        return toJson().path("jobStatus").path("message").asText();
    }

    /**
     * How many records there are.
     *
     * @return the number
     */
    public long objectsFound() {
        return job.records().size();
    }

    /**
     * How many URLs or seeds were submitted, those among them that are not fetched included.
     *
     * @return the number
     */
    public long submitted() {
        return job.submitted();
    }

    /**
     * How many rounds are over.
     *
     * @return the number
     */
    public int roundsCompleted() {
        return toJson().path("roundsCompleted").asInt();
    }

    /**
     * The job as the API would show it now.
     *
     * @return the job object
     */
    public JsonNode toJson() {
        try {
            return JSON.readTree(json.bytes(job, clock.now().toEpochMilli(), engine.inMaintenance()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the job show a status, whatever it does; the way to those that no job here comes to by itself, and to those
     * that nobody knows yet.
     *
     * @param code    any number
     * @param message any text
     */
    public void forceStatus(int code, String message) {
        job.force(new JobStatus(code, message));
    }

    /** Makes the job show its own status again. */
    public void clearForcedStatus() {
        job.force(null);
    }
}
