/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A Diffbot of bulk jobs whose states and data a test sets. It supports status, list, data, update, restart and delete.
 */
final class EventDiffbot implements AutoCloseable {

    private final Map<String, FakeJob> jobs = new ConcurrentSkipListMap<>();
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger updates = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean refusesDeletes;
    private volatile long created = 1_770_000_000;
    private volatile Data data = (job, attempt) -> Response.whole(records(job, 3));

    /** Sets the responses to downloads of a job's data. */
    interface Data {

        Response response(String job, int attempt);
    }

    /**
     * A response to a download.
     *
     * @param cutAt the number of bytes after which the connection breaks, or -1 for never
     */
    record Response(String body, int cutAt) {

        static Response whole(String body) {
            return new Response(body, -1);
        }

        static Response cut(String body, int at) {
            return new Response(body, at);
        }
    }

    private record FakeJob(int status, long found, long creation, long completion) {
    }

    EventDiffbot() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/v3";
    }

    /** Returns an ended job with this number of objects. */
    void ended(String name, long found) {
        put(name, 9, found);
    }

    /** A job that has another creation time from now on. */
    void restarted(String name) {
        jobs.put(name, new FakeJob(0, 0, ++created, 0));
    }

    void put(String name, int status, long found) {
        FakeJob before = jobs.get(name);
        long creation = before == null ? ++created : before.creation;
        jobs.put(name, new FakeJob(status, found, creation, status == 7 ? 0 : ++created));
    }

    /** Returns a job in exactly this state, from the members of its JSON. */
    void show(String name, String members) {
        jobs.put(name, new FakeJob(0, 0, 0, 0));
        shown.put(name, "{\"name\":\"" + name + "\",\"type\":\"bulk\"," + members + "}");
    }

    /** Deletes a job, as in Diffbot's dashboard. */
    void remove(String name) {
        jobs.remove(name);
        shown.remove(name);
    }

    /** Sets whether all calls are rejected. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** Whether jobs cannot be deleted. */
    void refuseDeletes(boolean isRefused) {
        refusesDeletes = isRefused;
    }

    void data(Data someData) {
        data = someData;
    }

    boolean has(String name) {
        return jobs.containsKey(name);
    }

    List<String> deleted() {
        return deleted;
    }

    /** Returns all requests so far. */
    int calls() {
        return calls.get();
    }

    /** Returns the requests that gave a job more work. */
    int updates() {
        return updates.get();
    }

    int reads(String name) {
        return reads.getOrDefault(name, 0);
    }

    static String records(String job, int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"type\":\"article\",\"id\":\"" + job + "-" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery() + "&" + sent);
            String name = query.get("name");
            if (down) {
                respond(exchange, 503, Response.whole("{\"error\":\"down\"}"));
            } else if (exchange.getRequestURI().getPath().endsWith("/data")) {
                respond(exchange, 200, data.response(name, reads.merge(name, 1, Integer::sum)));
            } else if (name != null && !jobs.containsKey(name)) {
                respond(exchange, 500, Response.whole("{\"errorCode\":\"500\",\"error\":\"no collection record.\"}"));
            } else if (exchange.getRequestURI().getPath().endsWith("/search")) {
                respond(exchange, 200, Response.whole("{\"hits\":3,\"objects\":" + records("found", 3) + "}"));
            } else if (query.containsKey("delete") && refusesDeletes) {
                respond(exchange, 401, Response.whole("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}"));
            } else if (query.containsKey("delete")) {
                jobs.remove(name);
                shown.remove(name);
                deleted.add(name);
                respond(exchange, 200, Response.whole("{\"response\":\"Successfully deleted job.\"}"));
            } else if (query.containsKey("restart")) {
                // later answers still show it as it was
                FakeJob restarted = new FakeJob(0, 0, ++created, 0);
                respond(exchange, 200, Response.whole("{\"jobs\":[" + text(name, restarted) + "]}"));
            } else {
                if (query.containsKey("urls")) {
                    updates.incrementAndGet();
                }
                respond(exchange, 200, Response.whole(list(name)));
            }
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new ConcurrentHashMap<>();
        for (String part : text.split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        return query;
    }

    private String list(String name) {
        List<String> texts = new ArrayList<>();
        jobs.forEach((key, job) -> {
            if (name == null || name.equals(key)) {
                texts.add(text(key, job));
            }
        });
        return "{\"jobs\":[" + String.join(",", texts) + "]}";
    }

    private String text(String name, FakeJob job) {
        String text = shown.get(name);
        if (text != null) {
            return text;
        }
        return "{\"name\":\"" + name + "\",\"type\":\"bulk\",\"jobCreationTimeUTC\":" + job.creation
               + ",\"jobCompletionTimeUTC\":" + job.completion + ",\"currentTimeUTC\":" + created
               + ",\"jobStatus\":{\"status\":" + job.status + ",\"message\":\"\"},\"objectsFound\":" + job.found
               + ",\"pageCrawlAttempts\":" + job.found + ",\"roundsCompleted\":0}";
    }

    private static void respond(HttpExchange exchange, int status, Response response) throws IOException {
        byte[] bytes = response.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes, 0, response.cutAt < 0 ? bytes.length : Math.min(response.cutAt, bytes.length));
        if (response.cutAt >= 0) {
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
