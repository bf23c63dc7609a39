/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.http.LoopbackServer;
import org.jspecify.annotations.Nullable;

/** Serves the demo site on a separate port, so that its robots.txt is at the root. */
public final class DemoSite implements AutoCloseable {

    private static final String ROBOTS = """
            User-agent: *
            Disallow: /staff/

            Sitemap: %ssitemap.xml
            """;

    private static final Pattern NOTE = Pattern.compile("/notes/\\d{1,7}");
    private static final Pattern LATE = Pattern.compile("/late/\\d{1,3}");

    private final LoopbackServer server;
    // the pages under /late/ that were requested before
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private @Nullable DemoPages pages;

    private DemoSite(List<Integer> ports) {
        server = LoopbackServer.start(ports, this::handle, "diffbot-sandbox-site");
    }

    /**
     * Starts the site.
     *
     * @param ports to try in order; 0 for a free port
     */
    public static DemoSite start(List<Integer> ports) {
        return new DemoSite(ports);
    }

    /** Returns the root of the site. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** Returns the pages that have an article or a product. */
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
                send(exchange, 200, "application/gzip", compressed(pages().siteMap()));
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

    /** Creates the pages on first use, as most tests do not need them. */
    private synchronized DemoPages pages() {
        if (pages == null) {
            pages = new DemoPages(uri().toString());
        }
        return pages;
    }

    private @Nullable String find(String path, @Nullable String query) {
        if (NOTE.matcher(path).matches()) {
            return DemoPages.note(uri().toString(), "notes", path.substring(7));
        }
        // responds with 404 to the first request
        if (LATE.matcher(path).matches()) {
            return late.add(path) ? null : DemoPages.note(uri().toString(), "late", path.substring(6));
        }
        String page = query == null ? null : pages().get(path + "?" + query);
        return page == null ? pages().get(path) : page;
    }

    private static byte[] compressed(String text) throws IOException {
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
