/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A raw download as a message body for routes with stream caching. Camel does not cache a body that is already a cached
 * stream, so the download begins when a step reads it, and not when a route begins. It can be read again after
 * {@link #reset}, and by copies. It counts as read completely when a reader other than a log has received its last
 * byte.
 */
final class RawStreamCache extends BlockInputStream implements StreamCache, ReadOutcome.Results {

    private final CachedDownload download;
    // the body of the exchange with the results, which stays reachable while a copy can be read
    private final @Nullable Object original;
    private @Nullable StreamCache reader;
    private long position;
    private boolean ended;

    RawStreamCache(CachedDownload download) {
        this(download, null);
    }

    private RawStreamCache(CachedDownload download, @Nullable RawStreamCache copied) {
        this.download = download;
        this.original = copied == null || copied.original == null ? copied : copied.original;
    }

    @Override
    public ReadOutcome outcome() {
        return download.outcome();
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        Objects.checkFromIndexSize(offset, size, buffer.length);
        if (size == 0) {
            return 0;
        }
        if (reader == null) {
            reader = download.open();
        }
        int read = CachedDownload.stream(reader).read(buffer, offset, size);
        if (read > 0) {
            position += read;
            download.passed(read);
        }
        // a parser may stop at the last bracket
        if (!ended && (read < 0 || position >= download.length())) {
            ended = true;
            // a displayed body was not handled
            if (!CamelCall.isDisplay()) {
                download.ended();
            }
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return reader == null ? 0 : CachedDownload.stream(reader).available();
    }

    @Override
    public void reset() {
        position = 0;
        ended = false;
        if (reader != null) {
            reader = download.rewind(reader);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new RawStreamCache(download, this);
    }

    @Override
    public boolean inMemory() {
        return download.isInMemory();
    }

    @Override
    public long length() {
        return download.length();
    }

    @Override
    public long position() {
        return position;
    }

    /**
     * Ends this reader. Other readers, and this one after {@link #reset}, can still read.
     */
    @Override
    public void close() throws IOException {
        if (reader != null) {
            CachedDownload.stream(reader).close();
        }
    }
}
