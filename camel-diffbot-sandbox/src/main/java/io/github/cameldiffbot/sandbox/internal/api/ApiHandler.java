/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.cameldiffbot.sandbox.internal.engine.JobType;
import io.github.cameldiffbot.sandbox.internal.extract.ExtractOptions;
import io.github.cameldiffbot.sandbox.internal.http.WireExchange;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/**
 * Handles all requests: records them, injects planned faults, checks the token, and dispatches to the other handlers.
 */
public final class ApiHandler implements HttpHandler {

    private static final String HEADER = "X-Diffbot-Sandbox";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final String ACCOUNT = "/v4/account";
    private static final String INVALID_API
            = "Invalid API. Make sure the api is valid. Check that it does not contain any unnecessary trailing backslashes.";
    private static final String UNAUTHORIZED = "Not authorized API token.";
    /** The bodies of the API's own errors, for faults that have a status only. */
    private static final Map<Integer, String> BODIES = Map.of(
            401, "{\"errorCode\":401,\"error\":\"" + UNAUTHORIZED + "\"}",
            429, "{\"errorCode\":429,\"error\":\"" + RateLimit.REFUSED + "\"}");

    private final ApiOptions options;
    private final ApiDependencies sandbox;
    private final JobsHandler jobs;
    private final DataHandler data;
    private final SearchHandler search;
    private final ExtractHandler extract;
    private final AccountHandler account;
    private final AdminHandler admin;
    private final Predicate<String> tokens;
    private final OriginCheck origins;
    private final RateLimit rates = new RateLimit();

    /** Creates a handler. */
    public ApiHandler(ApiOptions options, ApiDependencies sandbox) {
        this.options = options;
        this.origins = new OriginCheck(options.origins());
        // the token of a job is valid: it was when the job was created, perhaps by the sandbox that saved it
        this.tokens = token -> options.tokens().test(token) || sandbox.jobs().count(token) > 0;
        this.sandbox = sandbox;
        this.jobs = new JobsHandler(sandbox, options.legacy());
        this.data = new DataHandler(sandbox.jobs(), options.legacy(), options.redirect());
        this.search = new SearchHandler(sandbox.jobs(), sandbox.clock());
        this.extract = new ExtractHandler(sandbox.fetcher(), sandbox.credits());
        this.account = new AccountHandler(sandbox.credits().ledger(), sandbox.clock(), options.token(), options.otherTokens());
        this.admin = new AdminHandler(sandbox, data, options.token());
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
                if (origins.checkApi(exchange)) {
                    exchange.sendResponseHeaders(204, -1);
                    return;
                }
                ParsedRequest request = ParsedRequest.read(exchange, options.maxUrls(), tokens);
                RecordedRequest recorded = new RecordedRequest(
                        request.method(), request.path(), copy(request.params()),
                        copy(exchange.getRequestHeaders()), sandbox.clock().now());
                respond(exchange, request, recorded);
            } catch (ApiException e) {
                Responses.error(exchange, e);
            }
        }
    }

    /** Records a request, selects its fault, responds and records the response. */
    private void respond(HttpExchange exchange, ParsedRequest request, RecordedRequest recorded) throws IOException {
        long start = System.nanoTime();
        long number;
        FaultPlan fault;
        // both see parallel requests in the same order
        synchronized (sandbox.journal()) {
            number = sandbox.journal().add(recorded);
            fault = sandbox.faults().select(recorded);
        }
        try {
            if (fault == null || !inject(exchange, fault.effect())) {
                route(exchange, request);
            }
        } catch (ApiException e) {
            Responses.error(exchange, e);
        } finally {
            long micros = (System.nanoTime() - start) / 1_000;
            sandbox.journal().complete(number, exchange.getResponseCode(), micros, Responses.sent(exchange));
        }
    }

    private void route(HttpExchange exchange, ParsedRequest request) throws IOException {
        if (!METHODS.contains(request.method())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
            throw ApiException.of(405, "Method not allowed");
        }
        String path = request.path();
        if (path.startsWith("/v3/bulk/download/") || path.startsWith("/v3/crawl/download/")) {
            data.download(exchange, request);
            return;
        }
        if (!path.startsWith("/v3/") && !path.equals(ACCOUNT)) {
            throw ApiException.of(404, "No such path. The API of the sandbox is at /v3/ and " + ACCOUNT);
        }
        String token = request.param("token", "");
        if (ParsedRequest.hasUnsupportedBody(exchange)) {
            throw ApiException.of(400, "The body must be application/x-www-form-urlencoded");
        }
        if (!tokens.test(token)) {
            throw ApiException.of(401, UNAUTHORIZED);
        }
        rates.check(token, sandbox.service().plan().callsPerMinute(), sandbox.clock().now());
        sandbox.service().removeExpired();
        String api = path.endsWith("/") ? path.substring(4, path.length() - 1) : path.substring(4);
        checkParameters(exchange, request, api);
        switch (api) {
            case "account" -> account.handle(exchange, request, token);
            case "bulk" -> jobs.handle(exchange, request, token, JobType.BULK);
            case "crawl" -> jobs.handle(exchange, request, token, JobType.CRAWL);
            case "bulk/data", "crawl/data" -> data.data(exchange, request, token);
            case "search" -> search.handle(exchange, request, token);
            default -> {
                if (!ExtractOptions.isApi(api)) {
                    throw ApiException.inBody(457, INVALID_API);
                }
                extract.handle(exchange, request, token, api);
            }
        }
    }

    /** Reports unknown parameters and values without a meaning, which Diffbot ignores: this finds typing errors. */
    private void checkParameters(HttpExchange exchange, ParsedRequest request, String api) {
        String problem = KnownParameters.problem(api, request);
        if (problem != null && options.strict()) {
            throw ApiException.of(400, problem);
        }
        if (problem != null) {
            exchange.getResponseHeaders().set(HEADER + "-Warning", problem);
        }
    }

    /** Injects a fault, and returns whether it has replaced the response. */
    private static boolean inject(HttpExchange exchange, FaultPlan.Effect fault) throws IOException {
        if (exchange instanceof WireExchange wire) {
            wire.injectFault(fault.wire());
        }
        if (!fault.delay().isZero()) {
            try {
                Thread.sleep(fault.delay().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        fault.headers().forEach(exchange.getResponseHeaders()::set);
        if (fault.status() == 0) {
            return false;
        }
        String type = fault.headers().getOrDefault("Content-Type", "application/json");
        String body = fault.body().isEmpty() ? BODIES.getOrDefault(fault.status(), "") : fault.body();
        Responses.bytes(exchange, fault.status(), type, body.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }
}
