/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.SandboxPlan;
import io.github.cameldiffbot.sandbox.WebhookBehaviour;
import io.github.cameldiffbot.sandbox.job.ApiException;
import io.github.cameldiffbot.sandbox.job.Job;

/**
 * The sandbox's own API under {@code /sandbox/} and the page at {@code /}. It needs no token, so it answers only those
 * who call it by a name of this machine, and no page of another site.
 */
final class AdminHandler {

    private static final Map<String, String> FILES = Map.of("/", "page.html", "/sandbox/page.css", "page.css",
            "/sandbox/page.js", "page.js");
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

    private final SandboxParts parts;
    private final AdminViews views;

    AdminHandler(SandboxParts parts) {
        this.parts = parts;
        this.views = new AdminViews(parts);
    }

    void handle(HttpExchange exchange, String path) throws IOException {
        checkCaller(exchange);
        if (FILES.containsKey(path)) {
            sendFile(exchange, FILES.get(path));
            return;
        }
        String[] steps = path.substring("/sandbox/".length()).split("/");
        String method = exchange.getRequestMethod();
        try {
            switch (steps[0]) {
                case "overview" -> Answer.json(exchange, 200, views.overview());
                case "jobs" -> job(exchange, method, steps);
                case "events" -> Answer.json(exchange, 200, views.events());
                case "outbox" -> Answer.json(exchange, 200, views.outbox());
                case "requests" -> requests(exchange, method);
                case "faults" -> faults(exchange, method);
                case "state" -> state(exchange, method);
                default -> {
                    checkPost(method);
                    control(steps[0], ApiRequest.read(exchange, 0));
                    Answer.json(exchange, 200, views.overview());
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw ApiException.of(400, e.getMessage());
        }
    }

    private void control(String what, ApiRequest request) {
        switch (what) {
            case "clock" -> clock(request.param("advance", ""));
            case "maintenance" -> parts.engine().maintenance(request.param("on", "1").equals("1"));
            case "hold" -> parts.engine().hold(request.param("on", "1").equals("1"));
            case "reset" -> parts.reset().run();
            case "plan" -> {
                SandboxPlan plan = parts.service().plan();
                parts.service().plan(new SandboxPlan(
                        number(request, "callsPerMinute", plan.callsPerMinute()), number(request, "minUrls", plan.minUrls()),
                        number(request, "maxRunning", plan.maxRunning()), number(request, "maxJobs", plan.maxJobs())));
            }
            case "webhooks" -> {
                WebhookBehaviour now = parts.engine().webhooks();
                parts.engine().webhooks(new WebhookBehaviour(
                        number(request, "wrapped", now.wrapped() ? 1 : 0) == 1,
                        number(request, "headers", now.headers() ? 1 : 0) == 1, number(request, "copies", now.copies()),
                        FaultReader.time(request.param("delay", now.delay().toString()))));
            }
            default -> throw ApiException.of(404, "No such thing in the sandbox: " + what);
        }
    }

    private void clock(String how) {
        switch (how) {
            case "next" -> parts.engine().timeTravel().toNextEvent();
            case "end" -> parts.engine().timeTravel().toEnd();
            default -> parts.engine().timeTravel().advance(FaultReader.time(how));
        }
    }

    private void job(HttpExchange exchange, String method, String[] steps) throws IOException {
        Job job = steps.length < 2 || !steps[1].matches("\\d{1,18}")
                ? null
                : parts.store().all().stream().filter(j -> j.number() == Long.parseLong(steps[1])).findFirst().orElse(null);
        if (job == null) {
            throw ApiException.of(404, "No such job");
        }
        String what = steps.length < 3 ? "" : steps[2];
        if (what.isEmpty()) {
            Answer.json(exchange, 200, views.job(job));
            return;
        }
        if (what.equals("records")) {
            Answer.json(exchange, 200, views.records(job));
            return;
        }
        checkPost(method);
        switch (what) {
            case "pause" -> parts.service().pause(job, true);
            case "resume" -> parts.service().pause(job, false);
            case "restart" -> parts.service().restart(job);
            case "round" -> parts.service().startRound(job);
            case "delete" -> parts.service().delete(job);
            default -> throw ApiException.of(404, "No such control: " + what);
        }
        Answer.json(exchange, 200, views.overview());
        if (!what.equals("delete")) {
            parts.service().carryOn(job);
        }
    }

    private void requests(HttpExchange exchange, String method) throws IOException {
        if (method.equals("DELETE")) {
            parts.traffic().clearRequests();
        }
        ApiRequest query = ApiRequest.read(exchange, 0);
        Answer.json(exchange, 200, views.requests(query));
    }

    private void faults(HttpExchange exchange, String method) throws IOException {
        if (method.equals("DELETE")) {
            parts.traffic().clearFaults();
        } else if (method.equals("POST")) {
            String text = new String(exchange.getRequestBody().readNBytes(1 << 20), StandardCharsets.UTF_8);
            List<Fault> faults = FaultReader.read(text);
            faults.forEach(parts.traffic()::plan);
        }
        Answer.json(exchange, 200, views.faults());
    }

    private void state(HttpExchange exchange, String method) throws IOException {
        Path file = Files.createTempFile("diffbot-sandbox", ".state");
        try {
            if (method.equals("GET")) {
                parts.state().save(file);
                Answer.stream(exchange, "application/gzip", out -> Files.copy(file, out));
            } else {
                try (InputStream in = exchange.getRequestBody()) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
                parts.state().load(file);
                Answer.json(exchange, 200, views.overview());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void sendFile(HttpExchange exchange, String name) throws IOException {
        try (InputStream in = AdminHandler.class.getResourceAsStream(name)) {
            String type = name.endsWith(".html") ? "text/html" : name.endsWith(".css") ? "text/css" : "text/javascript";
            exchange.getResponseHeaders().set("Content-Security-Policy",
                    "default-src 'self'; img-src data:; frame-ancestors 'none'");
            Answer.whole(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
        }
    }

    private static void checkPost(String method) {
        if (!method.equals("POST")) {
            throw ApiException.of(405, "This takes a POST");
        }
    }

    private static void checkCaller(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (!LOCAL.contains(name) || origin != null && !origin.equals("http://" + host)) {
            throw ApiException.of(403, "Only pages and clients of this machine may call the sandbox itself");
        }
    }

    private static int number(ApiRequest request, String name, int otherwise) {
        String text = request.param(name, Integer.toString(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is a number, not " + text);
        }
        return Integer.parseInt(text);
    }
}
