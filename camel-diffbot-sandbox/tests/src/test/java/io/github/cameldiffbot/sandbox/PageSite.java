/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.sandbox.internal.http.LoopbackServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A web site for tests. */
final class PageSite implements AutoCloseable {

    /** The requested paths. */
    final List<String> visits = new CopyOnWriteArrayList<>();
    final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(0, exchange -> {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            visits.add(path);
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            byte[] body = files.getOrDefault(path, pages.getOrDefault(path, "gone").getBytes(UTF_8));
            if (failures.containsKey(path) && failures.get(path).getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type",
                    path.endsWith(".txt") ? "text/plain" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(pages.containsKey(path) || files.containsKey(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }, "test-site");

    PageSite page(String path, String html) {
        pages.put(path, html);
        return this;
    }

    /** Adds a page with a text and links. */
    PageSite links(String path, String... targets) {
        StringBuilder html = new StringBuilder("<html><title>" + path + "</title><body><p>This is " + path + "</p>");
        for (String target : targets) {
            html.append("<a href='").append(target).append("'>x</a>");
        }
        return page(path, html.append("</body></html>").toString());
    }

    PageSite redirect(String path, String target) {
        redirects.put(path, target);
        return this;
    }

    PageSite file(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** Lets the first requests for a page fail. */
    PageSite failing(String path, int times) {
        failures.put(path, new AtomicInteger(times));
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Override
    public void close() {
        server.close();
    }
}
