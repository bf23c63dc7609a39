/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.internal.client.RawRequest;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.Jobs;

/**
 * A server with jobs that a test controls: they run until they are ended. It responds immediately, records the
 * requests, and can reject or hang.
 */
public final class FakeDiffbot implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long CREATED = 1770000000L;
    private static final int LONG = 2_000;

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong clock = new AtomicLong(CREATED);
    private volatile Predicate<Call> hanging = call -> false;
    private volatile Predicate<Call> refused = call -> false;
    private volatile int refusal;
    private volatile Predicate<Call> lost = call -> false;
    private volatile Predicate<Call> held = call -> false;
    private volatile CountDownLatch release = closed;
    private volatile boolean lagging;
    private volatile int records = 1;
    private volatile Consumer<String> deleteListener = name -> {
    };
    private final RawServer server = RawServer.handling(this::response);

    /** Returns the requests. */
    public record Call(String path, Map<String, String> parameters) {

        public boolean isList() {
            return name() == null;
        }

        public String name() {
            return parameters.get("name");
        }

        public boolean is(String control) {
            return "1".equals(parameters.get(control));
        }

        public boolean submits() {
            return parameters.containsKey("urls") || parameters.containsKey("seeds");
        }

        /** Returns a list, or the status of one job. */
        public boolean isPoll() {
            return !path.endsWith("/data") && !submits()
                    && parameters.keySet().stream().allMatch(key -> key.equals("name") || key.equals("token"));
        }
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v3";
    }

    /** Creates a running bulk job, or gives an existing one more work. */
    public void create(String name) {
        jobs.compute(name, (key, old) -> job(Jobs.bulk(name)
                .created(old == null ? clock.incrementAndGet() : old.getJobCreationTimeUTC()).status(7)));
    }

    public void end(String name) {
        status(name, 9);
    }

    public void endAll() {
        jobs.keySet().forEach(this::end);
    }

    public void status(String name, int code) {
        jobs.compute(name, (key, old) -> job(Jobs.bulk(name).created(old.getJobCreationTimeUTC()).status(code)
                .completed(code == 9 ? clock.incrementAndGet() : 0)));
    }

    public void put(Jobs job) {
        jobs.put(job.job().getName(), job.job());
    }

    private Job job(Jobs job) {
        return job.with("currentTimeUTC", clock.get()).with("objectsFound", records).job();
    }

    /** Returns the job's status; -1 if it does not exist. */
    public int status(String name) {
        Job job = jobs.get(name);
        return job == null ? -1 : job.getStatus().getCode();
    }

    public List<String> names() {
        return List.copyOf(jobs.keySet());
    }

    public void remove(String name) {
        jobs.remove(name);
    }

    /** Sets whether a submission is visible in its response but not in later ones. */
    public void lag(boolean on) {
        lagging = on;
    }

    /** Hangs on such calls until it is closed. */
    public void hang(Predicate<Call> which) {
        hanging = which;
    }

    /** Answers such calls only after the latch is released. */
    public void hold(Predicate<Call> which, CountDownLatch latch) {
        release = latch;
        held = which;
    }

    /** Responds to such calls with an HTTP status. */
    public void refuse(int status, Predicate<Call> which) {
        refusal = status;
        refused = which;
    }

    /** Processes submissions among such calls, and closes the connection without a response. */
    public void lose(Predicate<Call> which) {
        lost = which;
    }

    /** How many records the data of each job has, 1 by default; more of them are long. */
    public void records(int count) {
        records = count;
    }

    /** Is called with the name of each job that is deleted, before that. */
    public void onDelete(Consumer<String> listener) {
        deleteListener = listener;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns the names of deleted jobs in the order of the deletions. */
    public List<String> deleted() {
        return List.copyOf(deleted);
    }

    public long calls(Predicate<Call> which) {
        return calls.stream().filter(which).count();
    }

    public long polls() {
        return calls(Call::isPoll);
    }

    private RawServer.Reply response(RawRequest request) throws IOException {
        Call call = new Call(request.path(), request.parameters());
        calls.add(call);
        if (hanging.test(call)) {
            await(closed);
            return RawServer.CLOSE;
        }
        if (held.test(call)) {
            await(release);
        }
        if (lost.test(call)) {
            if (call.submits()) {
                create(call.name());
            }
            return RawServer.CLOSE;
        }
        if (refused.test(call)) {
            return RawServer.json(refusal, "{\"errorCode\":" + refusal + ",\"error\":\"The call is refused\"}");
        }
        if (call.path().endsWith("/data")) {
            return RawServer.ok(records(call.name()));
        }
        return call.isList() ? RawServer.ok(list(jobs.values().stream().toList())) : change(call);
    }

    private RawServer.Reply change(Call call) throws IOException {
        String name = call.name();
        if (call.submits()) {
            Job before = jobs.get(name);
            create(name);
            if (lagging) {
                return RawServer.ok(list(List.of(jobs.put(name, before))));
            }
        } else if (!jobs.containsKey(name)) {
            return RawServer.json(500, "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}");
        } else if (call.is("delete")) {
            deleteListener.accept(name);
            jobs.remove(name);
            deleted.add(name);
            return RawServer.ok("{\"response\":\"Successfully deleted job.\"}");
        } else if (call.parameters().containsKey("pause")) {
            status(name, call.is("pause") ? 6 : 7);
        } else if (call.is("restart")) {
            remove(name);
            create(name);
        }
        return RawServer.ok(list(List.of(jobs.get(name))));
    }

    private String records(String name) {
        String text = "x".repeat(records > 1 ? LONG : 0);
        return IntStream.range(0, records)
                .mapToObj(i -> "{\"type\":\"article\",\"title\":\"" + name + "\",\"text\":\"" + text + "\"}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String list(List<Job> jobs) throws IOException {
        return MAPPER.writeValueAsString(Map.of("jobs", jobs));
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
