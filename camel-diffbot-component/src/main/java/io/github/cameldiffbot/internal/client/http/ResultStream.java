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

/**
 * The body of an answer that is read as it comes, and the connection under it. Closing it at its end gives the
 * connection back; closing it earlier cuts the connection, because reading the rest could be a download of gigabytes.
 * Both can be done any number of times. A read that failed fails again with the same exception.
 */
public final class ResultStream extends FilterInputStream {

    /**
     * What ends the answer.
     */
    public interface Connection {

        /**
         * The body was read to its end: gives the connection back.
         */
        void release() throws IOException;

        /**
         * Cuts the connection without reading the rest.
         */
        void abort();
    }

    private final Connection connection;
    private final String operation;
    private final String jobName;
    private final IntConsumer counter;
    private long position;
    private long max = Long.MAX_VALUE;
    private boolean ended;
    private boolean closed;
    private IOException failure;
    private DiffbotException tooLarge;

    public ResultStream(InputStream body, Connection connection, String operation, String jobName) {
        this(body, connection, operation, jobName, count -> {
        });
    }

    /**
     * @param counter hears how many bytes each read brought
     */
    public ResultStream(InputStream body, Connection connection, String operation, String jobName, IntConsumer counter) {
        super(body);
        this.counter = counter;
        this.connection = connection;
        this.operation = operation;
        this.jobName = jobName;
    }

    /**
     * The operation that this is the answer to.
     */
    public String operation() {
        return operation;
    }

    /**
     * The job that this is about, or null.
     */
    public String jobName() {
        return jobName;
    }

    /**
     * Ends reading with an error when there is more than that.
     *
     * @param  bytes as they are after unpacking; 0 for any number
     * @return       this
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
                                  + ": the answer broke off after " + position + " bytes (" + cause.getMessage() + ")",
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
        // going back would make the position, and the end, untrue
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
