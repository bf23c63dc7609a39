/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.http.HttpServers;

/** Serves the demo site on a port of its own, so that its robots.txt is at its root. */
public final class DemoSite implements AutoCloseable {

    private static final String ROBOTS = """
            User-agent: *
            Disallow: /staff/

            Sitemap: %ssitemap.xml
            """;

    private final HttpServers server;
    // the pages that come late and were asked for
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private DemoPages pages;

    private DemoSite() {
        server = HttpServers.start(0, this::handle, "diffbot-sandbox-site");
    }

    /**
     * Starts the site on a free port.
     *
     * @return the running site
     */
    public static DemoSite start() {
        return new DemoSite();
    }

    /**
     * Where it is.
     *
     * @return its root
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /**
     * The pages that have something to extract.
     *
     * @return articles and products
     */
    public List<URI> extractablePages() {
        return pages().extractable().stream().map(path -> uri().resolve(path)).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getQuery();
            String page = find(path, query);
            if (path.equals("/old-about")) {
                exchange.getResponseHeaders().set("Location", "/about");
                exchange.sendResponseHeaders(301, -1);
            } else if (path.equals("/robots.txt")) {
                send(exchange, 200, "text/plain", String.format(ROBOTS, uri()));
            } else if (path.equals("/sitemap.xml")) {
                send(exchange, 200, "application/xml", pages().siteMap());
            } else if (path.equals("/sitemap.xml.gz")) {
                send(exchange, 200, "application/gzip", packed(pages().siteMap()));
            } else if (path.endsWith(".svg")) {
                send(exchange, 200, "image/svg+xml",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 9\"><path d=\"M0 9l5-6 3 3 4-5 4 8z\"/></svg>");
            } else if (page == null) {
                send(exchange, 404, "text/html", Html.page("en", "Not here", "", "<h1>This page has left the path</h1>\n"));
            } else {
                send(exchange, 200, "text/html", page);
            }
        }
    }

    /** Made when first asked for: most tests bring their own pages and should not wait for these. */
    private synchronized DemoPages pages() {
        if (pages == null) {
            pages = new DemoPages(uri().toString());
        }
        return pages;
    }

    private String find(String path, String query) {
        if (path.matches("/notes/\\d{1,7}")) {
            return DemoPages.note(uri().toString(), "notes", path.substring(7));
        }
        // missing when it is visited for the first time
        if (path.matches("/late/\\d{1,3}")) {
            return late.add(path) ? null : DemoPages.note(uri().toString(), "late", path.substring(6));
        }
        String page = query == null ? null : pages().get(path + "?" + query);
        return page == null ? pages().get(path) : page;
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
