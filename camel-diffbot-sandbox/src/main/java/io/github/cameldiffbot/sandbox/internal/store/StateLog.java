/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobLog;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.PageOutcome;
import io.github.cameldiffbot.sandbox.internal.store.StateEntry.Kind;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * Appends each change of a job to a state file before the change can be seen, so that the jobs survive the end of the
 * process at any moment. The operating system keeps what was written when the process is killed; a crash of the
 * operating system may lose the last changes.
 * <p>
 * An embedded store would need a commit for each page. One of H2's MVStore takes 0.4 to 0.6 ms and 24 KB, an append
 * 0.02 ms and the bytes of the page.
 */
public final class StateLog implements JobLog, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StateLog.class.getName());
    /** Below this size obsolete entries are kept. */
    private static final long MIN_COMPACTED = 64 << 20;

    private final Path file;
    private final FileChannel lock;
    private @Nullable Output out;
    private long compactAt;

    /** Counts the bytes of the file. */
    private static final class Output extends OutputStream {

        private final OutputStream file;
        private long size;

        Output(Path path, long size) throws IOException {
            this.file = new BufferedOutputStream(new FileOutputStream(path.toFile(), true), 1 << 16);
            this.size = size;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
            size += length;
        }

        @Override
        public void flush() throws IOException {
            file.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Writes the entries of a change. */
    @FunctionalInterface
    private interface Change {
        void writeTo(OutputStream out) throws IOException;
    }

    private StateLog(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Opens a state file. Call {@link #load} next.
     *
     * @param  file                     created if it does not exist
     * @throws IllegalArgumentException if the file cannot be written, or is in use
     */
    public static StateLog open(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            if (Files.isDirectory(absolute)) {
                throw new IllegalArgumentException("The state file " + file + " is a directory");
            }
            FileChannel lock = lock(absolute);
            if (!Files.exists(absolute) || Files.size(absolute) == 0) {
                PrivateFiles.replace(absolute, out -> out.write(StateReader.MAGIC));
            }
            return new StateLog(absolute, lock);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot open the state file " + file + ": " + PrivateFiles.reason(e), e);
        }
    }

    /**
     * Reads the jobs, and removes a change that was not written completely.
     *
     * @throws IllegalArgumentException if the file cannot be read, is damaged, or has another format
     */
    public StateFile.Content load(JobOptions options) {
        try {
            PrivateFiles.restrict(file);
            StateReader reader = StateReader.of(file);
            StateFile.Content content = reader.restore(options, null);
            try (RandomAccessFile complete = new RandomAccessFile(file.toFile(), "rw")) {
                complete.setLength(reader.end());
            }
            start(reader.counted());
            return content;
        } catch (IOException | RuntimeException e) {
            close();
            throw StateReader.unreadable(file, e);
        }
    }

    /** Replaces the content with restored jobs. No job may record changes meanwhile. */
    public synchronized void replaceWith(StateFile writer, StateFile.Content content) {
        try {
            PrivateFiles.replace(file, target -> writer.writeTo(target, content.time(), content.jobs()));
            if (out != null) {
                out.close();
            }
            start(Files.size(file));
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Records the default token. */
    public void token(String text) {
        append(target -> StateFile.token(text).writeTo(target));
    }

    /** Records the time of a clock that was moved. */
    public void moved(Instant time) {
        append(target -> StateFile.time(time).writeTo(target));
    }

    @Override
    public synchronized void submitted(Job job, UrlList urls, Runnable change) {
        UrlList.Cursor cursor = urls.cursor();
        write(target -> StateFile.writeUrls(job.number(), cursor, target));
        change.run();
        changed(job);
    }

    @Override
    public void changed(Job job) {
        append(target -> StateFile.state(job).writeTo(target));
    }

    @Override
    public void restarted(Job job) {
        append(target -> {
            entry(Kind.CLEAR, job, false).writeTo(target);
            StateFile.state(job).writeTo(target);
        });
    }

    @Override
    public void filled(Job job) {
        append(target -> {
            entry(Kind.CLEAR, job, false).writeTo(target);
            StateFile.writeData(job.number(), job.records(), job.records().size(), job.rows(), job.rows().size(), target);
            StateFile.state(job).writeTo(target);
        });
    }

    @Override
    public void completed(Job job, PageOutcome outcome, @Nullable LedgerEntry charged) {
        append(target -> {
            if (charged != null) {
                StateFile.credits(charged, false).writeTo(target);
            }
            new StateEntry(Kind.PAGE, job.number(), PageCodec.encode(outcome), true).writeTo(target);
        });
    }

    /** Records a charge that belongs to no job. */
    public void charged(LedgerEntry entry) {
        append(target -> StateFile.credits(entry, true).writeTo(target));
    }

    @Override
    public void deleted(Job job) {
        append(target -> entry(Kind.DELETE, job, true).writeTo(target));
    }

    @Override
    public synchronized void close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
            Files.deleteIfExists(lockFile(file));
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot close the state file {0}: {1}", file, PrivateFiles.reason(e));
        }
    }

    /** Writes the last entries of a change. */
    private synchronized void append(Change change) {
        write(change);
        if (out != null && out.size > compactAt) {
            try {
                out.close();
                StateReader reader = StateReader.of(file);
                PrivateFiles.replace(file, reader::copyTo);
                start(Files.size(file));
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }
    }

    private void write(Change change) {
        if (out != null) {
            try {
                change.writeTo(out);
                out.flush();
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }
    }

    private void start(long counted) throws IOException {
        out = new Output(file, Files.size(file));
        compactAt = Math.max(MIN_COMPACTED, 2 * counted);
    }

    private void fail(Exception e) {
        LOG.log(System.Logger.Level.ERROR, "Cannot write the state file {0}: {1}. Changes from now on are not saved", file,
                PrivateFiles.reason(e));
        out = null;
    }

    private static StateEntry entry(Kind kind, Job job, boolean last) {
        return new StateEntry(kind, job.number(), new byte[0], last);
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(lockFile(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.log(System.Logger.Level.DEBUG, "The state file is in use by this process", e);
        }
        channel.close();
        throw new IllegalArgumentException("The state file " + file + " is in use by another sandbox");
    }

    private static Path lockFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }
}
