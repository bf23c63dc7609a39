/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.job.ApiException;

/**
 * A request with the parameters of its query and its form in one place.
 *
 * @param method GET or POST
 * @param path   decoded
 * @param params by name; of lists of URLs only the beginning
 * @param urls   the lists of URLs by parameter
 */
record ApiRequest(String method, String path, Map<String, List<String>> params, Map<String, UrlList> urls) {

    static ApiRequest read(HttpExchange exchange, int keepUrls) throws IOException {
        FormReader form = new FormReader(keepUrls);
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            form.read(new ByteArrayInputStream(query.getBytes(StandardCharsets.UTF_8)));
        }
        if (hasForm(exchange)) {
            form.read(exchange.getRequestBody());
        }
        return new ApiRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), form.params(), form.urls());
    }

    /** Whether the body is of a kind that the service does not take. */
    static boolean hasForeignBody(HttpExchange exchange) {
        String type = contentType(exchange);
        return type.startsWith("multipart/") || type.startsWith("application/json");
    }

    /** The last value of a parameter, or null. */
    String param(String name) {
        List<String> values = params.get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    String param(String name, String otherwise) {
        String value = param(name);
        return value == null || value.isBlank() ? otherwise : value.trim();
    }

    /** The name of a job that the request cannot do without. */
    String requiredName() {
        String name = param("name", null);
        if (name == null) {
            throw ApiException.of(400, "No collection record");
        }
        return name;
    }

    private static boolean hasForm(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST") && !hasForeignBody(exchange);
    }

    private static String contentType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.trim().toLowerCase(Locale.ROOT);
    }
}
