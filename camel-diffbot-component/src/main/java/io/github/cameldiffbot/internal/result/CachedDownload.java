/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * A download that is stored in memory, or spooled to a file according to Camel's stream caching, when its first reader
 * begins. A failed download fails again with the same exception for each reader. Thread-safe.
 */
final class CachedDownload implements Closeable {

    private static final int BUFFER = 8192;

    private final LazyStream wire;
    // the outcome of the download; the readers of the stored data have another one
    private final ReadOutcome ofDownload;
    private final ReadOutcome outcome;
    private final CamelContext camelContext;
    // the first reader downloads; held while the server sends
    private final Lock downloading = new ReentrantLock();
    // guards the stored data, which may be a file: synchronized would pin virtual threads
    private final Lock storing = new ReentrantLock();
    private final AtomicLong progress = new AtomicLong();
    private volatile @Nullable Exception failure;
    private @Nullable CachedOutputStream cache;
    private volatile boolean inMemory = true;
    private volatile boolean closed;
    private volatile long length;

    /**
     * @param wire       the download
     * @param ofDownload its outcome
     * @param outcome    of the readers
     */
    CachedDownload(LazyStream wire, ReadOutcome ofDownload, ReadOutcome outcome, CamelContext camelContext) {
        this.wire = wire;
        this.ofDownload = ofDownload;
        this.outcome = outcome;
        this.camelContext = camelContext;
    }

    ReadOutcome outcome() {
        return outcome;
    }

    /**
     * Returns the number of bytes downloaded or read so far.
     */
    long progress() {
        return progress.get();
    }

    /**
     * Returns the number of stored bytes; 0 before the download.
     */
    long length() {
        return length;
    }

    boolean isInMemory() {
        return inMemory;
    }

    /**
     * Opens the stored data at its start. The first call downloads it.
     */
    StreamCache open() throws IOException {
        downloading.lock();
        try {
            StreamCache opened = openCache();
            if (opened == null) {
                throwFailure();
                download();
                opened = openCache();
            }
            if (opened == null) {
                throw closedBefore();
            }
            return opened;
        } finally {
            downloading.unlock();
        }
    }

    private @Nullable StreamCache openCache() throws IOException {
        storing.lock();
        try {
            return cache == null ? null : cache.newStreamCache();
        } finally {
            storing.unlock();
        }
    }

    private void download() throws IOException {
        outcome.markReading();
        CachedOutputStream out = new CachedOutputStream(new DefaultExchange(camelContext), false);
        boolean kept = false;
        try {
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = wire.read(buffer); read >= 0; read = wire.read(buffer)) {
                out.write(buffer, 0, read);
                size += read;
                progress.addAndGet(read);
            }
            kept = keep(out, size);
        } catch (IOException | RuntimeException e) {
            failure = e;
            outcome.markIncomplete(e.toString());
            throw e;
        } finally {
            wire.close();
            if (!kept) {
                out.close();
            }
        }
    }

    private boolean keep(CachedOutputStream out, long size) throws IOException {
        storing.lock();
        try {
            if (closed) {
                return false;
            }
            inMemory = out.newStreamCache().inMemory();
            length = size;
            cache = out;
            return true;
        } finally {
            storing.unlock();
        }
    }

    private void throwFailure() throws IOException {
        BlockInputStream.throwFailure(failure);
        if (closed) {
            throw closedBefore();
        }
    }

    private static IOException closedBefore() {
        return new IOException(
                "The download was closed before it was read. It lasts as long as the exchange that brought it");
    }

    /**
     * Records bytes that a reader received.
     */
    void passed(int bytes) {
        progress.addAndGet(bytes);
    }

    /**
     * Records that a reader reached the end.
     */
    void ended() {
        String incomplete = ofDownload.reason();
        if (incomplete == null) {
            outcome.markComplete();
        } else {
            outcome.markIncomplete(incomplete);
        }
    }

    /**
     * Resets a reader to the start.
     *
     * @return the reader, or null if it is closed
     */
    @Nullable
    StreamCache rewind(StreamCache reader) {
        storing.lock();
        try {
            if (cache == null) {
                return null;
            }
            reader.reset();
            return reader;
        } finally {
            storing.unlock();
        }
    }

    /**
     * Aborts a running download and deletes the file. Data in memory stays readable, like other cached streams of
     * Camel.
     */
    @Override
    public void close() throws IOException {
        CachedOutputStream spooled = null;
        storing.lock();
        try {
            closed = true;
            if (!inMemory) {
                spooled = cache;
                cache = null;
            }
        } finally {
            storing.unlock();
        }
        try {
            wire.close();
        } finally {
            if (spooled != null) {
                spooled.close();
            }
        }
    }

    /**
     * Returns the stored data as a stream.
     */
    static InputStream stream(StreamCache reader) {
        return (InputStream) reader;
    }
}
