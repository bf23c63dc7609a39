/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.Jobs;

/**
 * A Diffbot that shows and deletes the jobs that a test sets. It answers one request at a time.
 */
final class JobServer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE / 2);
    private final HttpServer server;
    private volatile boolean down;

    JobServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v3");
    }

    void show(Jobs job) {
        jobs.put(job.job().getName(), job.job());
    }

    /** Sets whether all calls fail. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** Lets requests wait until {@link #release()}. */
    void hold() {
        answers.drainPermits();
    }

    void release() {
        answers.release(Integer.MAX_VALUE / 2);
    }

    List<String> deleted() {
        return deleted;
    }

    /** Returns the requests so far, each with its path and parameters. */
    List<String> queries() {
        return queries;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = exchange.getRequestURI() + "&" + sent;
            queries.add(query);
            answers.acquireUninterruptibly();
            String name = query.matches(".*[?&]name=.*") ? query.replaceFirst(".*[?&]name=([^&]*).*", "$1") : null;
            if (down) {
                respond(exchange, 503, "{\"error\":\"down\"}");
            } else if (query.contains("delete=")) {
                jobs.remove(name);
                deleted.add(name);
                respond(exchange, 200, "{\"response\":\"Successfully deleted job.\"}");
            } else if (name != null && !jobs.containsKey(name)) {
                respond(exchange, 500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
            } else {
                List<Job> shown = new ArrayList<>(name == null ? jobs.values() : List.of(jobs.get(name)));
                respond(exchange, 200, MAPPER.writeValueAsString(Map.of("jobs", shown)));
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
