/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobState;
import io.github.cameldiffbot.sandbox.internal.engine.PageOutcome;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/** Reads a state file: once to find the entries that still count, and again to use them. */
final class StateReader {

    /** The first bytes of a state file, with the version of the format. */
    static final byte[] MAGIC = "diffbot-sandbox-state-1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_JOBS = 100_000;
    /** The entries that make no earlier one obsolete. */
    private static final Set<StateEntry.Kind> DATA = EnumSet.of(StateEntry.Kind.URLS, StateEntry.Kind.PAGE,
            StateEntry.Kind.RECORD, StateEntry.Kind.ROW);

    private final Path file;
    private final Map<Long, Lines> jobs = new HashMap<>();
    /** The offset of the last entry of each job and day. */
    private final Map<String, Long> credits = new HashMap<>();
    private long lastTime = -1;
    private long lastToken = -1;
    private @Nullable String savedToken;
    private long end;
    private long counted;
    private Instant time = Instant.EPOCH;

    /** The offsets of the entries of a job that make earlier ones obsolete. */
    private static final class Lines {
        private long state = -1;
        private long clear = -1;
        private long deleted = -1;
    }

    /** Receives an entry and its offset. */
    @FunctionalInterface
    private interface Visitor {
        void visit(StateEntry entry, long offset) throws IOException;
    }

    /** The job under construction. */
    private static final class Restored {
        private final UrlList urls;
        private final JobData data;
        private @Nullable Job job;

        Restored(JobOptions options) {
            this.urls = new UrlList(options.maxUrls());
            this.data = options.newData().get();
        }
    }

    private StateReader(Path file) {
        this.file = file;
    }

    /**
     * Reads the entries of a file.
     *
     * @throws IllegalArgumentException if the file is damaged or has another format
     */
    static StateReader of(Path file) throws IOException {
        StateReader reader = new StateReader(file);
        List<Runnable> change = new ArrayList<>();
        reader.end = reader.visit(Long.MAX_VALUE, (entry, offset) -> {
            if (!DATA.contains(entry.kind())) {
                change.add(() -> reader.index(entry, offset));
            }
            if (entry.last()) {
                change.forEach(Runnable::run);
                change.clear();
            }
        });
        return reader;
    }

    /** Returns the length of the file up to its last complete change. */
    long end() {
        return end;
    }

    /** Returns the number of bytes of the restored entries. */
    long counted() {
        return counted;
    }

    /** Returns the error of a file that cannot be read, in one line. */
    static IllegalArgumentException unreadable(Path file, Exception e) {
        return e instanceof IllegalArgumentException known
                ? known
                : new IllegalArgumentException("Cannot read the state file " + file + ": " + PrivateFiles.reason(e), e);
    }

    /** Writes a state file with the entries that still count. */
    void copyTo(OutputStream out) throws IOException {
        out.write(MAGIC);
        visit(end, (entry, offset) -> {
            if (counts(entry, offset)) {
                entry.writeTo(out);
            }
        });
    }

    /**
     * Creates the jobs, oldest first.
     *
     * @param token of the jobs of the saved default token; null for the same
     */
    StateFile.Content restore(JobOptions options, @Nullable String token) throws IOException {
        Map<Long, Restored> restored = new HashMap<>();
        List<LedgerEntry> ledger = new ArrayList<>();
        List<Job> all = new ArrayList<>();
        visit(end, (entry, offset) -> {
            if (!counts(entry, offset)) {
                return;
            }
            counted += entry.size();
            if (entry.kind() == StateEntry.Kind.TIME) {
                time = Instant.parse(new String(entry.content(), StandardCharsets.US_ASCII));
            } else if (entry.kind() == StateEntry.Kind.CREDITS) {
                LedgerEntry use = StateFile.credits(entry.content());
                ledger.add(token != null && use.token().equals(savedToken) ? use.withToken(token) : use);
            } else if (entry.kind() == StateEntry.Kind.STATE) {
                Restored of = restored.computeIfAbsent(entry.job(), number -> new Restored(options));
                JobState state = StateFile.state(entry.content());
                Job job = Job.restored(
                        token == null || !state.token().equals(savedToken) ? state : state.withToken(token), of.urls, of.data,
                        options);
                of.job = job;
                all.add(job);
            } else if (entry.kind() != StateEntry.Kind.TOKEN) {
                apply(entry, restored.computeIfAbsent(entry.job(), number -> new Restored(options)));
            }
            if (restored.size() > MAX_JOBS) {
                throw new IllegalArgumentException("The state file " + file + " has more than " + MAX_JOBS + " jobs");
            }
        });
        all.sort((a, b) -> Long.compare(a.number(), b.number()));
        Instant latest = all.stream().map(job -> Instant.ofEpochMilli(job.state().time())).max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new StateFile.Content(latest.isAfter(time) ? latest : time, savedToken, all, ledger);
    }

    private static void apply(StateEntry entry, Restored restored) {
        byte[] content = entry.content();
        switch (entry.kind()) {
            case URLS -> new String(content, StandardCharsets.UTF_8).lines().forEach(restored.urls::add);
            case RECORD -> restored.data.addRecord(content);
            case ROW -> restored.data.addRow(PageCodec.row(content));
            default -> {
                PageOutcome outcome = PageCodec.outcome(content);
                if (restored.job == null) {
                    outcome.records().forEach(restored.data::addRecord);
                    restored.data.addRow(outcome.row());
                } else {
                    restored.job.completeAgain(outcome);
                }
            }
        }
    }

    private void index(StateEntry entry, long offset) {
        if (entry.kind() == StateEntry.Kind.TIME) {
            lastTime = offset;
            return;
        }
        if (entry.kind() == StateEntry.Kind.TOKEN) {
            lastToken = offset;
            savedToken = new String(entry.content(), StandardCharsets.UTF_8);
            return;
        }
        if (entry.kind() == StateEntry.Kind.CREDITS) {
            credits.put(StateFile.credits(entry.content()).key(), offset);
            return;
        }
        Lines lines = jobs.computeIfAbsent(entry.job(), number -> new Lines());
        switch (entry.kind()) {
            case STATE -> lines.state = offset;
            case CLEAR -> lines.clear = offset;
            case DELETE -> lines.deleted = offset;
            default -> {
                return;
            }
        }
    }

    private boolean counts(StateEntry entry, long offset) {
        if (entry.kind() == StateEntry.Kind.TIME) {
            return offset == lastTime;
        }
        if (entry.kind() == StateEntry.Kind.TOKEN) {
            return offset == lastToken;
        }
        if (entry.kind() == StateEntry.Kind.CREDITS) {
            return Objects.equals(offset, credits.get(StateFile.credits(entry.content()).key()));
        }
        Lines lines = jobs.get(entry.job());
        return lines != null && offset > lines.deleted && lines.state > lines.deleted && switch (entry.kind()) {
            case URLS -> true;
            case STATE -> offset == lines.state;
            case PAGE, RECORD, ROW -> offset > lines.clear;
            default -> false;
        };
    }

    /** Visits the entries before an offset, and returns the end of the last complete change. */
    private long visit(long limit, Visitor visitor) throws IOException {
        long size = Math.min(limit, Files.size(file));
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IllegalArgumentException(file + " is not a state file of this version of the sandbox");
            }
            long offset = MAGIC.length;
            long complete = offset;
            for (StateEntry entry = read(in, offset, size); entry != null; entry = read(in, offset, size)) {
                visitor.visit(entry, offset);
                offset += entry.size();
                complete = entry.last() ? offset : complete;
            }
            return complete;
        }
    }

    private @Nullable StateEntry read(DataInputStream in, long offset, long size) throws IOException {
        try {
            return StateEntry.read(in, size - offset);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The state file " + file + " is damaged at byte " + offset + " (" + e.getMessage() + ")", e);
        }
    }
}
