/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.internal.client.RawRequest;
import io.github.cameldiffbot.internal.client.RawServer;

/**
 * A Diffbot of bulk jobs whose states and data a test sets. It supports status, list, data, update, restart and delete.
 */
final class EventDiffbot implements AutoCloseable {

    private final Map<String, FakeJob> jobs = new ConcurrentSkipListMap<>();
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger updates = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean refusesDeletes;
    private volatile long created = 1_770_000_000;
    private volatile Data data = (job, attempt) -> Response.whole(records(job, 3));
    private final RawServer server = RawServer.handling(this::handle);

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

    String baseUrl() {
        return "http://localhost:" + server.port() + "/v3";
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

    private RawServer.Reply handle(RawRequest request) {
        calls.incrementAndGet();
        Map<String, String> query = request.parameters();
        String name = query.get("name");
        if (down) {
            return RawServer.json(503, "{\"error\":\"down\"}");
        } else if (request.path().endsWith("/data")) {
            return reply(data.response(name, reads.merge(name, 1, Integer::sum)));
        } else if (name != null && !jobs.containsKey(name)) {
            return RawServer.json(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
        } else if (request.path().endsWith("/search")) {
            return RawServer.ok("{\"hits\":3,\"objects\":" + records("found", 3) + "}");
        } else if (query.containsKey("delete") && refusesDeletes) {
            return RawServer.json(401, "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}");
        } else if (query.containsKey("delete")) {
            jobs.remove(name);
            shown.remove(name);
            deleted.add(name);
            return RawServer.ok("{\"response\":\"Successfully deleted job.\"}");
        } else if (query.containsKey("restart")) {
            // later answers still show it as it was
            return RawServer.ok("{\"jobs\":[" + text(name, new FakeJob(0, 0, ++created, 0)) + "]}");
        }
        if (query.containsKey("urls")) {
            updates.incrementAndGet();
        }
        return RawServer.ok(list(name));
    }

    private static RawServer.Reply reply(Response response) {
        if (response.cutAt < 0 || response.cutAt >= response.body.length()) {
            return RawServer.ok(response.body);
        }
        return RawServer.thenClose(RawServer.head(200, "application/json", response.body.length())
                                   + response.body.substring(0, response.cutAt));
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

    @Override
    public void close() {
        server.close();
    }
}
