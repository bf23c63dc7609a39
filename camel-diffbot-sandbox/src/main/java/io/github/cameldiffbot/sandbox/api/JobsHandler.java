/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.job.ApiException;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobEngine;
import io.github.cameldiffbot.sandbox.job.JobJson;
import io.github.cameldiffbot.sandbox.job.JobService;
import io.github.cameldiffbot.sandbox.job.JobStore;
import io.github.cameldiffbot.sandbox.job.JobType;

/** {@code /v3/bulk} and {@code /v3/crawl}: lists, creates, changes, steers and deletes jobs. */
final class JobsHandler {

    private static final String ADDED = "Successfully added urls for spidering.";
    private static final String DELETED = "Successfully deleted job.";

    private final JobStore store;
    private final JobService service;
    private final JobEngine engine;
    private final JobClock clock;
    private final JobJson jobJson;
    private final boolean legacy;

    JobsHandler(JobStore store, JobService service, JobEngine engine, JobClock clock, JobJson jobJson, boolean legacy) {
        this.store = store;
        this.service = service;
        this.engine = engine;
        this.clock = clock;
        this.jobJson = jobJson;
        this.legacy = legacy;
    }

    void handle(HttpExchange exchange, ApiRequest request, String token, JobType type) throws IOException {
        String name = request.param("name", "");
        UrlList urls
                = request.urls().get(type == JobType.CRAWL ? "seeds" : request.urls().containsKey("urls") ? "urls" : "spots");
        if (name.isEmpty() && urls == null) {
            list(exchange, token);
        } else if (isOn(request, "delete")) {
            service.delete(service.find(token, name));
            Answer.json(exchange, 200, json -> json.writeStringField("response", DELETED));
        } else if (isOn(request, "restart")) {
            Job job = service.find(token, name);
            service.restart(job);
            answer(exchange, job, ADDED);
        } else if (urls != null) {
            answer(exchange, service.submit(token, name, type, request.params(), urls), ADDED);
        } else {
            change(exchange, request, token, name, type);
        }
    }

    private void change(HttpExchange exchange, ApiRequest request, String token, String name, JobType type)
            throws IOException {
        boolean settings = JobService.hasSettings(request.params());
        if (settings && store.get(token, name) == null) {
            throw legacy
                    ? ApiException.bare(500, "Could not create job because missing seeds or urls.")
                    : ApiException.quoted(500, "no urls found");
        }
        Job job = service.find(token, name);
        if (settings) {
            service.update(job, type, request.params());
        }
        String pause = request.param("pause", request.param("pauseCrawl", ""));
        if (pause.equals("0") || pause.equals("1")) {
            service.pause(job, pause.equals("1"));
        }
        if (isOn(request, "roundStart")) {
            service.startRound(job);
        }
        answer(exchange, job, null);
    }

    /** The engine of old asked only whether the parameter was there: {@code delete=0} deleted. */
    private boolean isOn(ApiRequest request, String name) {
        String value = request.param(name);
        return value != null && (legacy || value.trim().equals("1"));
    }

    private void answer(HttpExchange exchange, Job job, String response) throws IOException {
        try {
            Answer.json(exchange, 200, json -> {
                if (response != null) {
                    json.writeStringField("response", response);
                }
                writeJobs(json, List.of(job));
            });
        } finally {
            // only now, so that the answer shows the job as the call left it
            service.carryOn(job);
        }
    }

    private void list(HttpExchange exchange, String token) throws IOException {
        List<Job> jobs = store.list(token);
        Answer.json(exchange, 200, json -> {
            if (!jobs.isEmpty() || !legacy) {
                writeJobs(json, jobs);
            }
        });
    }

    private void writeJobs(JsonGenerator json, List<Job> jobs) throws IOException {
        long now = clock.now().toEpochMilli();
        json.writeArrayFieldStart("jobs");
        for (Job job : jobs) {
            jobJson.write(json, job, now, engine.inMaintenance());
        }
        json.writeEndArray();
    }
}
