/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.cameldiffbot.sandbox.SandboxRequest;
import io.github.cameldiffbot.sandbox.http.WireExchange;
import io.github.cameldiffbot.sandbox.job.ApiException;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobType;

/** The door to the API: notes each request, lets planned faults happen, checks the token, and finds the handler. */
public final class ApiServer implements HttpHandler {

    private static final String HEADER = "X-Diffbot-Sandbox";

    private final ServerOptions options;
    private final Traffic traffic;
    private final JobClock clock;
    private final JobsHandler jobs;
    private final DataHandler data;
    private final SearchHandler search;
    private final ExtractHandler extract;
    private final AdminHandler admin;
    private final SandboxParts parts;
    private final RateLimit rates = new RateLimit();

    /**
     * A server, still without a port.
     *
     * @param options how to answer
     * @param parts   of the sandbox
     */
    public ApiServer(ServerOptions options, SandboxParts parts) {
        this.options = options;
        this.parts = parts;
        this.traffic = parts.traffic();
        this.clock = parts.clock();
        this.jobs = new JobsHandler(
                parts.store(), parts.service(), parts.engine(), clock, parts.json(), options.legacy());
        this.data = new DataHandler(parts.store(), options.legacy(), options.redirect());
        this.search = new SearchHandler(parts.store(), clock);
        this.extract = new ExtractHandler(parts.engine().fetcher());
        this.admin = new AdminHandler(parts);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set(HEADER, "true");
            String path = exchange.getRequestURI().getPath();
            try {
                if (path.equals("/") || path.startsWith("/sandbox/")) {
                    admin.handle(exchange, path);
                    return;
                }
                exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
                ApiRequest request = ApiRequest.read(exchange, options.keepUrls());
                FaultPlan fault = traffic.note(new SandboxRequest(
                        request.method(), request.path(), copy(request.params()),
                        copy(exchange.getRequestHeaders()), clock.now()));
                if (fault == null || !happens(exchange, fault)) {
                    route(exchange, request);
                }
            } catch (ApiException e) {
                Answer.error(exchange, e);
            }
        }
    }

    private void route(HttpExchange exchange, ApiRequest request) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            throw ApiException.of(405, "Method not allowed");
        }
        String path = request.path();
        if (path.startsWith("/v3/bulk/download/") || path.startsWith("/v3/crawl/download/")) {
            data.download(exchange, path.substring(path.lastIndexOf('/') + 1));
            return;
        }
        if (!path.startsWith("/v3/")) {
            throw ApiException.of(404, "Nothing here. The API of the sandbox is under /v3/");
        }
        String token = request.param("token", "");
        if (ApiRequest.hasForeignBody(exchange)) {
            throw ApiException.of(400, "The body has to be application/x-www-form-urlencoded");
        }
        if (!options.tokens().test(token)) {
            throw ApiException.of(401, "Not authorized API token.");
        }
        rates.check(token, parts.service().plan().callsPerMinute(), clock.now());
        String api = path.endsWith("/") ? path.substring(4, path.length() - 1) : path.substring(4);
        checkParameters(exchange, request, api);
        switch (api) {
            case "bulk" -> jobs.handle(exchange, request, token, JobType.BULK);
            case "crawl" -> jobs.handle(exchange, request, token, JobType.CRAWL);
            case "bulk/data", "crawl/data" -> data.data(exchange, request, token);
            case "search" -> search.handle(exchange, request, token);
            default -> {
                if (!ExtractHandler.APIS.contains(api)) {
                    throw ApiException.of(404, "No such API in the sandbox: " + path);
                }
                extract.handle(exchange, request, api);
            }
        }
    }

    /** The service passes over what it does not know, which hides many a slip of the pen. */
    private void checkParameters(HttpExchange exchange, ApiRequest request, String api) {
        List<String> unknown = KnownParameters.unknown(api, request.params().keySet());
        if (unknown.isEmpty()) {
            return;
        }
        String names = String.join(", ", unknown).replaceAll("[^\\w, .-]", "?");
        if (options.strict()) {
            throw ApiException.of(400, "Unknown parameter: " + names);
        }
        exchange.getResponseHeaders().set(HEADER + "-Warning", "Unknown parameter: " + names);
    }

    /** Lets a fault happen; false if it only cost time. */
    private static boolean happens(HttpExchange exchange, FaultPlan fault) throws IOException {
        if (exchange instanceof WireExchange wire) {
            wire.misbehave(fault.wire);
        }
        if (!fault.delay.isZero()) {
            try {
                Thread.sleep(fault.delay.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        fault.headers.forEach(exchange.getResponseHeaders()::set);
        if (fault.status == 0) {
            return false;
        }
        String type = fault.headers.getOrDefault("Content-Type", "application/json");
        Answer.whole(exchange, fault.status, type, fault.body.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }
}
