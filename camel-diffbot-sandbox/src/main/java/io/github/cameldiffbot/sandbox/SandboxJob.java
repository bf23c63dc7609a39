/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobStatus;
import io.github.cameldiffbot.sandbox.internal.format.JobJson;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;

/** A job of a sandbox. */
public final class SandboxJob {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Job job;
    private final JobJson json;
    private final JobClock clock;
    private final JobRunner runner;

    SandboxJob(Job job, JobJson json, JobClock clock, JobRunner runner) {
        this.job = job;
        this.json = json;
        this.clock = clock;
        this.runner = runner;
    }

    /** Returns the name. */
    public String name() {
        return job.name();
    }

    /** Returns the type, {@code bulk} or {@code crawl}. */
    public String type() {
        return job.type().wire();
    }

    /** Returns the status code that the API shows: 0 to 11, or a forced one. */
    public int status() {
        return job.status(clock.millis(), runner.inMaintenance()).code();
    }

    /** Returns the status text that the API shows. */
    public String message() {
        return job.status(clock.millis(), runner.inMaintenance()).message();
    }

    /** Returns the number of records. */
    public long objectsFound() {
        return job.records().size();
    }

    /** Returns the number of submitted URLs or seeds, including those that are not fetched. */
    public long submitted() {
        return job.submitted();
    }

    /** Returns the number of completed rounds. */
    public int roundsCompleted() {
        return job.view(clock.millis(), runner.inMaintenance()).roundsCompleted();
    }

    /** Returns the job object that the API shows. */
    public JsonNode toJson() {
        try {
            return JSON.readTree(json.toString(job.view(clock.millis(), runner.inMaintenance())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the job show a status that does not depend on its work. This covers statuses that no job of the sandbox
     * reaches, and unknown ones.
     *
     * @param code    any number
     * @param message any text
     */
    public void forceStatus(int code, String message) {
        job.forceStatus(new JobStatus(code, message));
    }

    /** Makes the job show its real status again. */
    public void clearForcedStatus() {
        job.forceStatus(null);
    }
}
