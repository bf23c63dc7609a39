/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.eip.ScenarioServer.Response;

/**
 * The jobs of one token, their history, and the faults of calls. A millisecond counts as a second, so that no two jobs
 * have the same time.
 */
final class ScenarioDiffbot {

    enum Kind {
        LIST,
        STATUS,
        DATA,
        SUBMIT,
        DELETE,
        CONTROL
    }

    /** Receives each job when it is deleted. */
    interface DeleteListener {
        void deleted(Job job, boolean ended);
    }

    static final class Job {
        final String name;
        final long created;
        final int records;
        final boolean submitted;
        long ends;
        boolean paused;

        private Job(String name, long created, long ends, int records, boolean submitted) {
            this.name = name;
            this.created = created;
            this.ends = ends;
            this.records = records;
            this.submitted = submitted;
        }
    }

    /** A submission that was carried out. */
    record Submission(String name, List<String> urls) {
    }

    private static final long BASE = System.currentTimeMillis() / 1000 - 1_000_000;

    private final String token;
    private final long began = System.nanoTime();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Submission> submissions = new ArrayList<>();
    private final Set<String> sentWhole = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private final Map<Kind, Deque<ScenarioFault>> faults = new EnumMap<>(Kind.class);
    private final int runMillis;
    private final int records;
    private long last;
    private int calls;
    private DeleteListener listener = (job, ended) -> {
    };

    /**
     * @param runMillis the time for which a created job runs
     * @param records   the number of its records
     */
    ScenarioDiffbot(String token, int runMillis, int records) {
        this.token = token;
        this.runMillis = runMillis;
        this.records = records;
    }

    String token() {
        return token;
    }

    synchronized void onDelete(DeleteListener deleted) {
        this.listener = deleted;
    }

    synchronized void suffer(Kind kind, List<ScenarioFault> next) {
        faults.computeIfAbsent(kind, unknown -> new ArrayDeque<>()).addAll(next);
    }

    /** Adds an existing job. It ends after a while, immediately, or long ago. */
    synchronized void existing(String name, int endsInMillis) {
        jobs.put(name, new Job(name, tick() - 100_000, now() + endsInMillis, records, false));
    }

    synchronized Job job(String name) {
        return jobs.get(name);
    }

    synchronized boolean hasEnded(String name) {
        Job job = jobs.get(name);
        return job == null || ended(job);
    }

    synchronized List<Submission> submissions(String name) {
        return submissions.stream().filter(submission -> submission.name().equals(name)).toList();
    }

    /** Returns whether all data of a job was sent at least once. */
    synchronized boolean sentWhole(String name) {
        return sentWhole.contains(name);
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized int calls() {
        return calls;
    }

    static List<String> keys(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "." + i).toList();
    }

    synchronized Response handle(String method, String path, Map<String, String> parameters) {
        String name = parameters.get("name");
        Kind kind = kind(method, path, parameters);
        Deque<ScenarioFault> next = faults.get(kind);
        ScenarioFault fault = next == null || next.isEmpty() ? ScenarioFault.NONE : next.poll();
        calls++;
        log.add(now() + " " + kind + " " + name + (fault == ScenarioFault.NONE ? "" : " " + fault));
        Response response = kind == Kind.DATA ? data(name, "csv".equals(parameters.get("format")), fault)
                : fault.carriedOut() ? carryOut(kind, name, parameters) : null;
        return switch (fault) {
            case ERROR_500 -> Response.of(500, "application/json", "{\"errorCode\":500,\"error\":\"Internal error.\"}");
            case ERROR_503 -> Response.of(503, "text/html", "<html>Service unavailable</html>");
            case THROTTLED -> Response.of(429, "application/json",
                    "{\"errorCode\":429,\"error\":\"Site has received too many requests. Please try again later.\"}");
            case RESET, LOST -> Response.closed();
            case LOST_HTML -> Response.of(200, "text/html", "<html>Welcome</html>");
            case LOST_504 -> Response.of(504, "text/html", "<html>Gateway timeout</html>");
            case LOST_EMPTY -> Response.of(200, "application/json", "");
            case SLOW ->
                new Response(response.status(), response.type(), response.body(), response.cutAt(), response.chunked(), 15);
            default -> response;
        };
    }

    private static Kind kind(String method, String path, Map<String, String> parameters) {
        if (path.endsWith("/data")) {
            return Kind.DATA;
        }
        if ("POST".equals(method)) {
            return Kind.SUBMIT;
        }
        if (parameters.containsKey("delete")) {
            return Kind.DELETE;
        }
        if (parameters.containsKey("pause") || parameters.containsKey("restart") || parameters.containsKey("roundStart")) {
            return Kind.CONTROL;
        }
        return parameters.containsKey("name") ? Kind.STATUS : Kind.LIST;
    }

    private Response carryOut(Kind kind, String name, Map<String, String> parameters) {
        Job job = jobs.get(name);
        if (kind == Kind.SUBMIT) {
            List<String> urls = List.of(parameters.getOrDefault("urls", "").trim().split("\\s+"));
            submissions.add(new Submission(name, urls));
            if (job == null) {
                job = new Job(name, tick(), now() + runMillis, records, true);
                jobs.put(name, job);
            } else {
                job.ends = now() + runMillis;
            }
            return jobs("\"response\":\"Successfully added urls for spidering.\",", List.of(job));
        }
        if (kind == Kind.LIST) {
            return jobs("", List.copyOf(jobs.values()));
        }
        if (job == null) {
            return Response.of(500, "application/json", "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
        }
        if (kind == Kind.DELETE) {
            jobs.remove(name);
            listener.deleted(job, ended(job));
            return Response.of(200, "application/json", "{\"response\":\"Successfully deleted job.\"}");
        }
        if (parameters.containsKey("pause")) {
            job.paused = "1".equals(parameters.get("pause"));
        }
        return jobs("", List.of(job));
    }

    private Response data(String name, boolean csv, ScenarioFault fault) {
        Job job = jobs.get(name);
        if (job == null) {
            return Response.of(400, "application/json", "{\"errorCode\":400,\"error\":\"No collection record\"}");
        }
        boolean bad = fault == ScenarioFault.BAD_RECORD && !csv;
        String body = switch (fault) {
            case EMPTY_ARRAY -> csv ? "" : "[]";
            case EMPTY_BODY -> "";
            default -> csv ? csv(job) : json(job, bad);
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (ended(job) && (fault == ScenarioFault.NONE || fault == ScenarioFault.SLOW)) {
            sentWhole.add(name);
        }
        boolean chunked = fault == ScenarioFault.CUT_CHUNKED;
        int cutAt = (fault == ScenarioFault.CUT || chunked) && bytes.length > 0
                ? Math.floorMod(calls * 37 + name.hashCode(), bytes.length) : bytes.length;
        return new Response(200, csv ? "text/csv" : "application/json", bytes, cutAt, chunked, 0);
    }

    private String json(Job job, boolean bad) {
        List<String> keys = keys(job.name, ended(job) ? job.records : 0);
        return IntStream.range(0, keys.size())
                .mapToObj(
                        i -> bad && i == keys.size() / 2 ? "{\"id\":oops}" : "{\"id\":\"" + keys.get(i) + "\",\"text\":\"t\"}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private String csv(Job job) {
        return keys(job.name, ended(job) ? job.records : 0).stream().map(key -> "\"" + key + "\",\"t\"\n")
                .collect(Collectors.joining("", "\"id\",\"text\"\n", ""));
    }

    private Response jobs(String before, List<Job> shown) {
        return Response.of(200, "application/json", shown.stream().map(this::json)
                .collect(Collectors.joining(",", "{" + before + "\"jobs\":[", "]}")));
    }

    private String json(Job job) {
        boolean ended = ended(job);
        int status = job.paused ? 6 : ended ? 9 : 7;
        int found = ended ? job.records : 0;
        return """
                {"name":"%s","type":"bulk","jobCreationTimeUTC":%d,"jobCompletionTimeUTC":%d,\
                "jobStatus":{"status":%d,"message":"x"},"sentJobDoneNotification":%d,"objectsFound":%d,"urlsHarvested":%d,\
                "pageCrawlAttempts":%d,"pageCrawlSuccesses":%d,"pageProcessAttempts":%d,"pageProcessSuccesses":%d,\
                "repeat":0.0,"maxRounds":0,"roundsCompleted":0,"roundStartTime":0,"currentTime":%d,"currentTimeUTC":%d}"""
                .formatted(job.name, job.created, ended ? job.ends : 0, status, ended ? 1 : 0, found, job.records, found, found,
                        found, found, now(), now());
    }

    private boolean ended(Job job) {
        return !job.paused && job.ends <= now();
    }

    private long tick() {
        last = Math.max(last + 1, now());
        return last;
    }

    private long now() {
        return BASE + (System.nanoTime() - began) / 1_000_000;
    }
}
