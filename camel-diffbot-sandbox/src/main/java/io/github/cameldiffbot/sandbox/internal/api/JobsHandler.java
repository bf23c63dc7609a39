/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobType;
import io.github.cameldiffbot.sandbox.internal.engine.Setting;
import io.github.cameldiffbot.sandbox.internal.format.JobJson;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/** Handles {@code /v3/bulk} and {@code /v3/crawl}: lists, creates, changes, controls and deletes jobs. */
final class JobsHandler {

    private static final String ADDED = "Successfully added urls for spidering.";
    private static final String DELETED = "Successfully deleted job.";

    private final ApiDependencies sandbox;
    private final JobService service;
    private final boolean legacy;

    JobsHandler(ApiDependencies sandbox, boolean legacy) {
        this.sandbox = sandbox;
        this.service = sandbox.service();
        this.legacy = legacy;
    }

    void handle(HttpExchange exchange, ParsedRequest request, String token, JobType type) throws IOException {
        String name = request.param("name", "");
        UrlList urls
                = request.urls().get(type == JobType.CRAWL ? "seeds" : request.urls().containsKey("urls") ? "urls" : "spots");
        if (name.isEmpty() && urls == null) {
            list(exchange, token);
        } else if (isOn(request, "delete")) {
            service.delete(service.find(token, name));
            Responses.json(exchange, 200, json -> json.writeStringField("response", DELETED));
        } else if (isOn(request, "restart")) {
            Job job = service.find(token, name);
            if (Setting.isAnyIn(request.params())) {
                service.update(job, type, request.params());
            }
            service.restart(job);
            respond(exchange, job, ADDED);
        } else if (urls != null) {
            Job job = service.submit(token, name, type, request.params(), urls);
            pause(request, job);
            respond(exchange, job, ADDED);
        } else {
            change(exchange, request, token, name, type);
        }
    }

    private void change(HttpExchange exchange, ParsedRequest request, String token, String name, JobType type)
            throws IOException {
        boolean settings = Setting.isAnyIn(request.params());
        boolean controls = request.given("pause") != null || request.param("pauseCrawl") != null || isOn(request, "roundStart");
        if (settings && !controls && sandbox.jobs().get(token, name) == null) {
            throw legacy
                    ? ApiException.bare(500, "Could not create job because missing seeds or urls.")
                    : ApiException.quoted(500, "no urls found");
        }
        Job job = service.find(token, name);
        if (settings) {
            service.update(job, type, request.params());
        }
        pause(request, job);
        if (isOn(request, "roundStart")) {
            service.startRound(job);
        }
        respond(exchange, job, null);
    }

    private void pause(ParsedRequest request, Job job) {
        String pause = request.param("pause", request.param("pauseCrawl", ""));
        if (pause.equals("0") || pause.equals("1")) {
            job.pause(pause.equals("1"), sandbox.clock().millis());
        }
    }

    /** Diffbot's engine of 2015 checked only whether the parameter was present: {@code delete=0} deleted. */
    private boolean isOn(ParsedRequest request, String name) {
        String value = request.param(name);
        return value != null && (legacy || value.trim().equals("1"));
    }

    private void respond(HttpExchange exchange, Job job, @Nullable String response) throws IOException {
        try {
            Responses.json(exchange, 200, json -> {
                if (response != null) {
                    json.writeStringField("response", response);
                }
                writeJobs(exchange, json, List.of(job));
            });
        } finally {
            // after the response, so that it shows the job right after the change
            service.changed(job);
        }
    }

    private void list(HttpExchange exchange, String token) throws IOException {
        List<Job> listed = sandbox.jobs().list(token);
        Responses.json(exchange, 200, json -> {
            if (!listed.isEmpty() || !legacy) {
                writeJobs(exchange, json, listed);
            }
        });
    }

    private void writeJobs(HttpExchange exchange, JsonGenerator json, List<Job> listed) throws IOException {
        long now = sandbox.clock().millis();
        JobJson links = sandbox.json().at(exchange.getRequestHeaders().getFirst("Host"));
        json.writeArrayFieldStart("jobs");
        for (Job job : listed) {
            links.write(json, job.view(now, sandbox.runner().inMaintenance()));
        }
        json.writeEndArray();
    }
}
