/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * A request with the parameters of its query and its form.
 *
 * @param method of the request, for instance GET or POST
 * @param path   decoded
 * @param params by name; lists of URLs are truncated
 * @param urls   the complete lists of URLs by parameter
 */
record ParsedRequest(String method, String path, Map<String, List<String>> params, Map<String, UrlList> urls) {

    /**
     * Reads the parameters up to an invalid token.
     *
     * @param maxUrls number of URLs of a list to keep
     * @param tokens  accepts the valid tokens
     */
    static ParsedRequest read(HttpExchange exchange, int maxUrls, Predicate<String> tokens) throws IOException {
        return read(exchange, new FormReader(maxUrls, tokens));
    }

    /** Reads the parameters of a request that needs no token. */
    static ParsedRequest ofAdmin(HttpExchange exchange) throws IOException {
        return read(exchange, new FormReader(0, token -> true));
    }

    private static ParsedRequest read(HttpExchange exchange, FormReader form) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            form.read(new ByteArrayInputStream(query.getBytes(StandardCharsets.UTF_8)));
        }
        if (hasForm(exchange)) {
            form.read(exchange.getRequestBody());
        }
        return new ParsedRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), form.params(), form.urls());
    }

    /** Returns whether the body has a type that Diffbot does not accept. */
    static boolean hasUnsupportedBody(HttpExchange exchange) {
        String type = contentType(exchange);
        return type.startsWith("multipart/") || type.startsWith("application/json");
    }

    /** Returns whether the body is the page to extract. */
    static boolean hasPage(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST") && contentType(exchange).matches("text/(html|plain)\\b.*");
    }

    /** Returns the last value of a parameter, or null. */
    @Nullable
    String param(String name) {
        List<String> values = params.get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    /** Returns the last value of a parameter, or a default if it is missing or blank. */
    String param(String name, String defaultValue) {
        String value = given(name);
        return value == null ? defaultValue : value;
    }

    /** Returns the last value of a parameter, or null if it is missing or blank. */
    @Nullable
    String given(String name) {
        String value = param(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** Returns the name of the job; throws an {@link ApiException} if it is missing. */
    String requiredName() {
        String name = given("name");
        if (name == null) {
            throw ApiException.of(400, "No collection record");
        }
        return name;
    }

    private static boolean hasForm(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST") && !hasUnsupportedBody(exchange) && !hasPage(exchange);
    }

    private static String contentType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.trim().toLowerCase(Locale.ROOT);
    }
}
