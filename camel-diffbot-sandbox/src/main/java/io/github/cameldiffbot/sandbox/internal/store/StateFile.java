/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

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
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobState;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;

/** Saves jobs to a file and loads them again. The format is JSON lines, compressed with gzip. */
public final class StateFile {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

    /** The line of a job has the lengths of its lists as well. */
    private static final ObjectReader STATE
            = JSON.readerFor(JobState.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final JobOptions options;

    /**
     * The content of a file.
     *
     * @param time by the clock of the sandbox that saved it
     * @param jobs the jobs
     */
    public record Content(Instant time, List<Job> jobs) {
    }

    /** Creates a reader and writer of state files. */
    public StateFile(JobOptions options) {
        this.options = options;
    }

    /** Writes jobs to a file. */
    public void save(Path file, Instant time, List<Job> jobs) {
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            ObjectNode head = JSON.createObjectNode().put("sandboxState", VERSION).put("time", time.toString());
            out.write(head + "\n");
            for (Job job : jobs) {
                write(job, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads jobs from a file.
     *
     * @throws IllegalArgumentException if the file has another format
     */
    public Content load(Path file) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            JsonNode head = JSON.readTree(line(in));
            if (head.path("sandboxState").asInt() != VERSION) {
                throw new IllegalArgumentException("Not a state file of this version of the sandbox: " + file);
            }
            List<Job> jobs = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                jobs.add(read(JSON.readTree(line), in));
            }
            return new Content(Instant.parse(head.path("time").asText()), jobs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Job job, Writer out) throws IOException {
        ObjectNode node;
        List<String> urls;
        Records records;
        UrlRows rows;
        long recordCount;
        long rowCount;
        synchronized (job) {
            node = JSON.valueToTree(job.state());
            urls = job.submittedUrls();
            records = job.records();
            recordCount = records.size();
            rows = job.rows();
            rowCount = rows.size();
        }
        out.write(node.put("records", recordCount).put("rows", rowCount).put("urls", urls.size()) + "\n");
        for (String url : urls) {
            out.write(url + "\n");
        }
        for (long i = 0; i < recordCount; i++) {
            out.write(new String(records.get(i), StandardCharsets.UTF_8) + "\n");
        }
        for (long i = 0; i < rowCount; i++) {
            out.write(JSON.writeValueAsString(rows.get(i)) + "\n");
        }
    }

    private Job read(JsonNode node, BufferedReader in) throws IOException {
        UrlList urls = new UrlList(options.maxUrls());
        for (int i = 0; i < node.path("urls").asInt(); i++) {
            urls.add(line(in));
        }
        JobData data = options.newData().get();
        for (long i = 0; i < node.path("records").asLong(); i++) {
            data.addRecord(line(in).getBytes(StandardCharsets.UTF_8));
        }
        for (long i = 0; i < node.path("rows").asLong(); i++) {
            data.addRow(JSON.readValue(line(in), UrlRow.class));
        }
        return Job.restored(STATE.readValue(node), urls, data, options);
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("The state file is truncated");
        }
        return line;
    }
}
