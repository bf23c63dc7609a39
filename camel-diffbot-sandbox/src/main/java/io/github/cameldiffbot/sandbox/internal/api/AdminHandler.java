/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobType;
import io.github.cameldiffbot.sandbox.internal.journal.RequestJournal;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import io.github.cameldiffbot.sandbox.model.WebhookBehaviour;

/**
 * Handles the admin API at {@code /sandbox/} and the admin page at {@code /}. They need no token. Therefore requests
 * must address a host name of this machine and must not come from a page of another site.
 */
final class AdminHandler {

    private static final String FILES = "/sandbox/page/";
    private static final Pattern FILE = Pattern.compile("[a-z]+\\.(css|html|js)");
    private static final long MAX_STATE = 512 << 20;

    private final ApiDependencies sandbox;
    private final AdminViews views;
    private final DataHandler data;
    private final String token;

    /**
     * Creates a handler.
     *
     * @param data  sends the files of jobs
     * @param token of the jobs that are created
     */
    AdminHandler(ApiDependencies sandbox, DataHandler data, String token) {
        this.data = data;
        this.sandbox = sandbox;
        this.token = token;
        this.views = new AdminViews(sandbox);
    }

    void handle(HttpExchange exchange, String path) throws IOException {
        OriginCheck.checkOwn(exchange);
        if (path.equals("/") || path.startsWith(FILES)) {
            sendFile(exchange, path.equals("/") ? "page.html" : path.substring(FILES.length()));
            return;
        }
        String[] steps = path.substring("/sandbox/".length()).split("/");
        String method = exchange.getRequestMethod();
        sandbox.service().removeExpired();
        try {
            switch (steps[0]) {
                case "overview" -> Responses.json(exchange, 200,
                        views.overview(ParsedRequest.ofAdmin(exchange).param("since", "")));
                case "jobs" -> {
                    if (steps.length == 1) {
                        checkPost(method);
                        create(exchange);
                    } else {
                        job(exchange, method, steps);
                    }
                }
                case "ledger" -> Responses.json(exchange, 200, views.ledger());
                case "events" -> Responses.json(exchange, 200, views.events());
                case "outbox" -> Responses.json(exchange, 200, views.outbox());
                case "requests" -> requests(exchange, method, steps);
                case "faults" -> faults(exchange, method, steps);
                case "state" -> state(exchange, method);
                default -> {
                    checkPost(method);
                    control(steps[0], ParsedRequest.ofAdmin(exchange));
                    Responses.json(exchange, 200, views.overview(""));
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw ApiException.of(400, e);
        }
    }

    private void control(String action, ParsedRequest request) {
        switch (action) {
            case "clock" -> clock(request.param("advance", ""));
            case "maintenance" -> sandbox.runner().setMaintenance(request.param("on", "1").equals("1"));
            case "hold" -> sandbox.runner().setHeld(request.param("on", "1").equals("1"));
            case "reset" -> sandbox.reset().run();
            case "plan" -> {
                SandboxPlan plan = sandbox.service().plan();
                sandbox.service().setPlan(new SandboxPlan(
                        number(request, "callsPerMinute", plan.callsPerMinute()), number(request, "minUrls", plan.minUrls()),
                        number(request, "maxRunning", plan.maxRunning()), number(request, "maxJobs", plan.maxJobs()),
                        number(request, "credits", (int) plan.creditsPerMonth()),
                        Durations.parse(request.param("bulkRetention", plan.bulkRetention().toString())),
                        Durations.parse(request.param("crawlRetention", plan.crawlRetention().toString()))));
            }
            case "webhooks" -> {
                WebhookBehaviour now = sandbox.runner().webhooks();
                sandbox.runner().setWebhooks(new WebhookBehaviour(
                        number(request, "wrapped", now.wrapped() ? 1 : 0) == 1,
                        number(request, "headers", now.headers() ? 1 : 0) == 1, number(request, "copies", now.copies()),
                        Durations.parse(request.param("delay", now.delay().toString()))));
            }
            default -> throw ApiException.of(404, "No such path in the admin API: /sandbox/" + action);
        }
    }

    private void clock(String how) {
        switch (how) {
            case "next" -> sandbox.runner().virtualTime().toNextEvent();
            case "end" -> sandbox.runner().virtualTime().toEnd();
            default -> sandbox.runner().virtualTime().advance(Durations.parse(how));
        }
    }

    /** Creates a job of the default token, or adds URLs to it. */
    private void create(HttpExchange exchange) throws IOException {
        ParsedRequest request = ParsedRequest.read(exchange, Integer.MAX_VALUE, any -> true);
        JobType type = request.param("type", "bulk").equals("crawl") ? JobType.CRAWL : JobType.BULK;
        UrlList urls = request.urls().getOrDefault("urls", new UrlList());
        Job job = sandbox.service().submit(token, request.param("name", ""), type, request.params(), urls);
        Responses.json(exchange, 200, views.overview(""));
        sandbox.service().changed(job);
    }

    private void job(HttpExchange exchange, String method, String[] steps) throws IOException {
        long number = number(steps[1]);
        Job job = sandbox.jobs().all().stream().filter(j -> j.number() == number).findFirst().orElse(null);
        if (job == null) {
            throw ApiException.of(404, "No such job");
        }
        String action = steps.length < 3 ? "" : steps[2];
        if (action.isEmpty()) {
            Responses.json(exchange, 200, views.job(job));
            return;
        }
        if (action.equals("records")) {
            Responses.json(exchange, 200, views.records(job, ParsedRequest.ofAdmin(exchange).param("type", "")));
            return;
        }
        if (action.equals("urls")) {
            Responses.json(exchange, 200, views.urls(job, ParsedRequest.ofAdmin(exchange).param("failed", "0").equals("1")));
            return;
        }
        if (action.endsWith(".json") || action.endsWith(".csv")) {
            exchange.getResponseHeaders().set("Content-Disposition",
                    "attachment; filename=\"" + job.name() + "_" + (action.replaceAll("[^a-z.]", "")) + "\"");
            data.file(exchange, job, action, Long.MAX_VALUE);
            return;
        }
        checkPost(method);
        switch (action) {
            case "settings" -> sandbox.service().update(job, job.type(), ParsedRequest.ofAdmin(exchange).params());
            case "pause" -> job.pause(true, sandbox.clock().millis());
            case "resume" -> job.pause(false, sandbox.clock().millis());
            case "restart" -> sandbox.service().restart(job);
            case "round" -> sandbox.service().startRound(job);
            case "delete" -> sandbox.service().delete(job);
            default -> throw ApiException.of(404, "No such action: " + action);
        }
        Responses.json(exchange, 200, views.overview(""));
        if (!action.equals("delete")) {
            sandbox.service().changed(job);
        }
    }

    private void requests(HttpExchange exchange, String method, String[] steps) throws IOException {
        if (steps.length > 1) {
            RequestJournal.Entry entry = sandbox.journal().entry(number(steps[1]));
            if (entry == null) {
                throw ApiException.of(404, "No such request");
            }
            Responses.json(exchange, 200, views.request(entry));
            return;
        }
        if (method.equals("DELETE")) {
            sandbox.journal().clear();
        }
        ParsedRequest query = ParsedRequest.ofAdmin(exchange);
        Responses.json(exchange, 200, views.requests(query));
    }

    private void faults(HttpExchange exchange, String method, String[] steps) throws IOException {
        if (method.equals("DELETE") && steps.length > 1) {
            if (!sandbox.faults().remove(number(steps[1]))) {
                throw ApiException.of(404, "No such fault");
            }
        } else if (method.equals("DELETE")) {
            sandbox.faults().clear();
        } else if (method.equals("POST")) {
            String text = new String(exchange.getRequestBody().readNBytes(1 << 20), StandardCharsets.UTF_8);
            sandbox.faultParser().apply(text).forEach(sandbox.faults()::add);
        }
        Responses.json(exchange, 200, views.faults());
    }

    private void state(HttpExchange exchange, String method) throws IOException {
        Path file = Files.createTempFile("diffbot-sandbox", ".state");
        try {
            if (method.equals("GET")) {
                sandbox.state().save(file);
                Responses.stream(exchange, "application/octet-stream", out -> Files.copy(file, out));
            } else {
                checkPost(method);
                try (OutputStream out = Files.newOutputStream(file)) {
                    copy(exchange.getRequestBody(), out);
                }
                sandbox.state().load(file);
                Responses.json(exchange, 200, views.overview(""));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > MAX_STATE) {
                throw ApiException.of(413,
                        "The state is larger than " + (MAX_STATE >> 20) + " MB. Start the sandbox with --state");
            }
            out.write(buffer, 0, n);
        }
    }

    private static void sendFile(HttpExchange exchange, String name) throws IOException {
        if (!FILE.matcher(name).matches()) {
            throw ApiException.of(404, "No such file of the page");
        }
        try (InputStream in = AdminHandler.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw ApiException.of(404, "No such file of the page");
            }
            String type = name.endsWith(".html") ? "text/html" : name.endsWith(".css") ? "text/css" : "text/javascript";
            exchange.getResponseHeaders().set("Content-Security-Policy",
                    "default-src 'self'; img-src data:; frame-ancestors 'none'");
            Responses.bytes(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
        }
    }

    private static void checkPost(String method) {
        if (!method.equals("POST")) {
            throw ApiException.of(405, "Use POST");
        }
    }

    /** Returns the number of a path, or -1. */
    private static long number(String step) {
        return step.matches("\\d{1,18}") ? Long.parseLong(step) : -1;
    }

    private static int number(ParsedRequest request, String name, int defaultValue) {
        String text = request.param(name, Integer.toString(defaultValue));
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
