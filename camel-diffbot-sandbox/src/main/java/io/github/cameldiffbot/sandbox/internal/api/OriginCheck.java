/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.Locale;
import java.util.Set;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.http.WireExchange;

/**
 * Refuses requests of web pages of other sites: any page that a browser shows could otherwise call the sandbox, and
 * with it the services of this machine. A page of another site has a foreign {@code Origin}; one whose own host name
 * was made to resolve to this machine has a foreign {@code Host}.
 */
final class OriginCheck {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> allowed;

    /**
     * Creates a check.
     *
     * @param allowed origins of pages that may call the API, such as {@code http://localhost:3000}
     */
    OriginCheck(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** Checks a request of the admin API or page. */
    static void checkOwn(HttpExchange exchange) {
        if (!isOwn(exchange)) {
            throw ApiException.of(403, "The admin API accepts requests to localhost only, and not from pages of other sites");
        }
    }

    /**
     * Checks a request of the API, and lets the browser pass the response to a page of an allowed origin.
     *
     * @return whether the request is a preflight, which has its response now
     */
    boolean checkApi(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && allowed.contains(origin)) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Vary", "Origin");
            String names = exchange.getRequestHeaders().getFirst("Access-Control-Request-Headers");
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                headers.set("Access-Control-Allow-Methods", "GET, POST");
                headers.set("Access-Control-Allow-Headers", names == null ? "Content-Type" : names);
                return true;
            }
        } else if (!isOwn(exchange) && !(origin == null && Boolean.TRUE.equals(exchange.getAttribute(WireExchange.PROXIED)))) {
            throw ApiException.of(403,
                    "The sandbox accepts requests to localhost only, and from web pages only with --allow-origin");
        }
        return false;
    }

    private static boolean isOwn(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return LOCAL.contains(name) && (origin == null || origin.equals("http://" + host));
    }
}
