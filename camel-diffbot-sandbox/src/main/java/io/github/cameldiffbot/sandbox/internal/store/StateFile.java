/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobState;
import io.github.cameldiffbot.sandbox.internal.store.StateEntry.Kind;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/** Saves jobs to a file and loads them again. */
public final class StateFile {

    private static final int MAX_LINES = 1 << 16;
    private static final ObjectMapper JSON = JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

    private final JobOptions options;
    private final String token;

    /**
     * The content of a file.
     *
     * @param time   by the clock of the sandbox that saved it
     * @param token  the default token of that sandbox, or null
     * @param jobs   the jobs
     * @param ledger the credits that the accounts have used
     */
    public record Content(Instant time, @Nullable String token, List<Job> jobs, Collection<LedgerEntry> ledger) {

        /** No state. */
        public static final Content NONE = new Content(Instant.EPOCH, null, List.of(), List.of());
    }

    /**
     * Creates a reader and writer of state files.
     *
     * @param token the default token
     */
    public StateFile(JobOptions options, String token) {
        this.options = options;
        this.token = token;
    }

    /** Writes jobs to a file, each as it is at one moment. The file appears when it is complete. */
    public void save(Path file, Instant time, List<Job> jobs) {
        try {
            PrivateFiles.replace(file, out -> writeTo(out, time, jobs));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the state file " + file + ": " + PrivateFiles.reason(e), e);
        }
    }

    /** Writes a state file. */
    void writeTo(OutputStream stream, Instant time, List<Job> jobs) throws IOException {
        OutputStream out = new BufferedOutputStream(stream, 1 << 16);
        out.write(StateReader.MAGIC);
        time(time).writeTo(out);
        token(token).writeTo(out);
        for (LedgerEntry entry : options.ledger().entries()) {
            credits(entry, true).writeTo(out);
        }
        for (Job job : jobs) {
            write(job, out);
        }
        out.flush();
    }

    /**
     * Reads jobs from a file. Those of the default token of that time become jobs of the present one.
     *
     * @throws IllegalArgumentException if the file cannot be read, is damaged, or has another format
     */
    public Content load(Path file) {
        try {
            return StateReader.of(file).restore(options, token);
        } catch (IOException | RuntimeException e) {
            throw StateReader.unreadable(file, e);
        }
    }

    static StateEntry time(Instant time) {
        return new StateEntry(Kind.TIME, 0, time.toString().getBytes(StandardCharsets.US_ASCII), true);
    }

    static StateEntry token(String text) {
        return new StateEntry(Kind.TOKEN, 0, text.getBytes(StandardCharsets.UTF_8), true);
    }

    static StateEntry credits(LedgerEntry entry, boolean last) {
        return new StateEntry(Kind.CREDITS, 0, entry.toLine().getBytes(StandardCharsets.UTF_8), last);
    }

    static LedgerEntry credits(byte[] content) {
        return LedgerEntry.parse(new String(content, StandardCharsets.UTF_8));
    }

    static StateEntry state(Job job) {
        try {
            return new StateEntry(Kind.STATE, job.number(), JSON.writeValueAsBytes(job.state()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JobState state(byte[] content) throws IOException {
        return JSON.readValue(content, JobState.class);
    }

    static void writeUrls(long job, UrlList.Cursor urls, OutputStream out) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String url = urls.next(); url != null; url = urls.next()) {
            lines.append(url).append('\n');
            if (lines.length() > MAX_LINES) {
                writeUrls(job, lines, out);
            }
        }
        writeUrls(job, lines, out);
    }

    static void writeData(long job, Records records, long recordCount, UrlRows rows, long rowCount, OutputStream out)
            throws IOException {
        for (long i = 0; i < recordCount; i++) {
            new StateEntry(Kind.RECORD, job, records.get(i), false).writeTo(out);
        }
        for (long i = 0; i < rowCount; i++) {
            new StateEntry(Kind.ROW, job, PageCodec.encode(rows.get(i)), false).writeTo(out);
        }
    }

    private static void writeUrls(long job, StringBuilder lines, OutputStream out) throws IOException {
        if (!lines.isEmpty()) {
            new StateEntry(Kind.URLS, job, lines.toString().getBytes(StandardCharsets.UTF_8), false).writeTo(out);
            lines.setLength(0);
        }
    }

    private static void write(Job job, OutputStream out) throws IOException {
        StateEntry state;
        UrlList urls = new UrlList();
        Records records;
        UrlRows rows;
        long recordCount;
        long rowCount;
        synchronized (job) {
            state = state(job);
            job.submittedUrls().forEach(urls::add);
            records = job.records();
            recordCount = records.size();
            rows = job.rows();
            rowCount = rows.size();
        }
        writeUrls(job.number(), urls.cursor(), out);
        writeData(job.number(), records, recordCount, rows, rowCount, out);
        state.writeTo(out);
    }
}
