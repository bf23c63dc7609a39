/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * The streamed body of a response, with its connection. Closing it at its end releases the connection; closing it
 * earlier aborts the connection, because the remainder could be gigabytes. Repeated closing has no effect. After a
 * failed read, all reads fail with the same exception.
 */
public final class ResultStream extends FilterInputStream {

    /**
     * Ends the response.
     */
    public interface Connection {

        /**
         * Releases the connection after a complete read.
         */
        void release() throws IOException;

        /**
         * Aborts the connection without reading the remainder.
         */
        void abort();
    }

    private final Connection connection;
    private final String operation;
    private final @Nullable String jobName;
    private final IntConsumer counter;
    private long position;
    private long max = Long.MAX_VALUE;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable DiffbotException tooLarge;

    public ResultStream(InputStream body, Connection connection, String operation, @Nullable String jobName) {
        this(body, connection, operation, jobName, count -> {
        });
    }

    /**
     * @param counter receives the number of bytes of each read
     */
    public ResultStream(InputStream body, Connection connection, String operation, @Nullable String jobName,
                        IntConsumer counter) {
        super(body);
        this.counter = counter;
        this.connection = connection;
        this.operation = operation;
        this.jobName = jobName;
    }

    public String operation() {
        return operation;
    }

    public @Nullable String jobName() {
        return jobName;
    }

    /**
     * Limits the size. A read beyond the limit fails.
     *
     * @param  bytes the maximum number of bytes after decompression; 0 for no limit
     * @return       this stream
     */
    public ResultStream withLimit(long bytes) {
        max = bytes > 0 ? bytes : Long.MAX_VALUE;
        return this;
    }

    @Override
    public int read() throws IOException {
        throwFailure();
        try {
            int read = in.read();
            count(read < 0 ? read : 1);
            return read;
        } catch (IOException e) {
            throw recordFailure(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throwFailure();
        try {
            int read = in.read(buffer, offset, length);
            count(read);
            return read;
        } catch (IOException e) {
            throw recordFailure(e);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        throwFailure();
        try {
            long skipped = in.skip(bytes);
            position += skipped;
            return skipped;
        } catch (IOException e) {
            throw recordFailure(e);
        }
    }

    private void count(int read) {
        if (read < 0) {
            ended = true;
        } else {
            position += read;
            counter.accept(read);
            if (position > max) {
                tooLarge = DiffbotDownloadException.tooLarge(operation, jobName, max);
                throw tooLarge;
            }
        }
    }

    private IOException recordFailure(IOException cause) {
        failure = new IOException(
                "Diffbot " + operation + (jobName == null ? "" : " of job '" + jobName + "'")
                                  + ": the response broke off after " + position + " bytes (" + cause.getMessage() + ")",
                cause);
        return failure;
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (tooLarge != null) {
            throw tooLarge;
        }
    }

    @Override
    public boolean markSupported() {
        // a reset would invalidate the position and the end
        return false;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (ended) {
            connection.release();
        } else {
            connection.abort();
        }
    }
}
