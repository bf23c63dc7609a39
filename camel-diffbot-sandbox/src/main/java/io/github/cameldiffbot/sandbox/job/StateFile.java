/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.store.Records;
import io.github.cameldiffbot.sandbox.store.UrlRow;
import io.github.cameldiffbot.sandbox.store.UrlRows;

/**
 * Saves jobs to a file and loads them again: lines of JSON, packed. A round that is under way at the time is begun anew
 * by the load; what it had fetched stays.
 */
public final class StateFile {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobStore store;
    private final JobEngine engine;
    private final JobClock clock;
    private final EngineOptions options;

    /**
     * Saves and loads.
     *
     * @param store   the jobs
     * @param engine  works on them
     * @param clock   their time
     * @param options how they work
     */
    public StateFile(JobStore store, JobEngine engine, JobClock clock, EngineOptions options) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.options = options;
    }

    /**
     * Saves all jobs.
     *
     * @param file to write
     */
    public void save(Path file) {
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            ObjectNode head = JSON.createObjectNode().put("sandboxState", VERSION).put("time", clock.now().toString());
            out.write(head + "\n");
            for (Job job : store.all()) {
                save(job, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads jobs in place of those that are there.
     *
     * @param file to read
     */
    public void load(Path file) {
        List<Job> loaded = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            JsonNode head = JSON.readTree(line(in));
            if (head.path("sandboxState").asInt() != VERSION) {
                throw new IllegalArgumentException("Not a state that this sandbox can read: " + file);
            }
            if (clock.pace() == JobClock.Pace.FROZEN) {
                clock.moveTo(Instant.parse(head.path("time").asText()));
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                loaded.add(load(JSON.readTree(line), in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.removeAll();
        loaded.forEach(store::add);
        loaded.forEach(engine::poke);
    }

    private static void save(Job job, Writer out) throws IOException {
        Records records;
        UrlRows rows;
        List<String> urls;
        synchronized (job) {
            ObjectNode node = JSON.createObjectNode().put("token", job.token()).put("name", job.name())
                    .put("type", job.type().name()).put("phase", job.phase.name()).put("paused", job.paused)
                    .put("notified", job.notified).put("created", job.created);
            if (job.limits.hit != null) {
                node.put("limit", job.limits.hit.name());
            }
            node.set("settings", JSON.valueToTree(job.settings.toMap()));
            node.set("counters", job.counters.toJson());
            node.set("rounds", job.rounds.toJson());
            node.set("processed", JSON.valueToTree(job.memory().processed()));
            records = job.records();
            rows = job.rows();
            urls = job.queue.frontier.submitted().toList();
            node.put("records", records.size()).put("rows", rows.size()).put("urls", urls.size());
            out.write(node + "\n");
        }
        for (String url : urls) {
            out.write(url + "\n");
        }
        long size = records.size();
        for (long i = 0; i < size; i++) {
            out.write(new String(records.get(i), StandardCharsets.UTF_8) + "\n");
        }
        for (long i = 0; i < rows.size(); i++) {
            out.write(JSON.writeValueAsString(rows.get(i)) + "\n");
        }
    }

    private Job load(JsonNode node, BufferedReader in) throws IOException {
        JobType type = JobType.valueOf(node.path("type").asText());
        JobSettings settings = new JobSettings(type);
        settings.apply(JSON.convertValue(node.path("settings"), JSON.getTypeFactory().constructMapType(Map.class,
                JSON.getTypeFactory().constructType(String.class),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class))));
        Job job = new Job(
                node.path("token").asText(), node.path("name").asText(), type, settings, options,
                node.path("created").asLong() * 1000);
        UrlList urls = new UrlList(options.keepUrls());
        for (int i = 0; i < node.path("urls").asInt(); i++) {
            urls.add(line(in));
        }
        Job.Phase phase = Job.Phase.valueOf(node.path("phase").asText());
        synchronized (job) {
            job.counters.read(node.path("counters"));
            job.rounds.read(node.path("rounds"));
            job.submit(urls, node.path("created").asLong() * 1000);
            node.path("processed").forEach(hash -> job.memory().processed().add(hash.asLong()));
            for (long i = 0; i < node.path("records").asLong(); i++) {
                job.addRecord(line(in).getBytes(StandardCharsets.UTF_8));
            }
            for (long i = 0; i < node.path("rows").asLong(); i++) {
                job.addRow(JSON.readValue(line(in), UrlRow.class));
            }
            if (phase == Job.Phase.DONE || phase == Job.Phase.WAITING) {
                job.queue.skipAll();
            }
            job.phase = phase;
            job.paused = node.path("paused").asBoolean();
            job.notified = node.path("notified").asBoolean();
            job.limits.hit = node.has("limit") ? Setting.valueOf(node.path("limit").asText()) : null;
        }
        return job;
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("The saved state is cut off");
        }
        return line;
    }
}
