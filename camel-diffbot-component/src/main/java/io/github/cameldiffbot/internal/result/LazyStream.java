/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.stream.MaskingInputStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.CamelClasses;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A download that begins with the first read. After a failed read, all reads fail with the same exception. JSON without
 * its end is a failure.
 */
final class LazyStream extends BlockInputStream implements ReadOutcome.Results {

    private final StreamSource source;
    private final @Nullable String mask;
    private final boolean json;
    private final ResultScope scope;
    private final ReadOutcome outcome;
    private final Runnable atEnd;
    private final Download download = new Download();
    private @Nullable Opened opened;
    private @Nullable Exception failure;
    // the first and the last byte other than white space; 0 for none
    private byte firstVisible;
    private byte lastVisible;
    private byte lastByte;
    // the reader that reached the end
    private @Nullable ReaderTrace last;

    /**
     * The download after it was opened.
     *
     * @param bytes the bytes of the download with the token masked
     */
    private record Opened(ResultStream wire, InputStream bytes) {
    }

    /**
     * @param mask  the token to mask, or null
     * @param json  true for JSON, false for CSV
     * @param atEnd called after everything was read
     */
    LazyStream(StreamSource source, @Nullable String mask, boolean json, ResultScope scope, ReadOutcome outcome,
               Runnable atEnd) {
        this.source = source;
        this.mask = mask;
        this.json = json;
        this.scope = scope;
        this.outcome = outcome;
        this.atEnd = atEnd;
    }

    @Override
    public ReadOutcome outcome() {
        return outcome;
    }

    /**
     * Returns the download, which does not refer to this stream.
     */
    Download download() {
        return download;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (last != null) {
            return again(last);
        }
        throwFailure(failure);
        try {
            Opened current = open();
            int read = current.bytes().read(buffer, offset, length);
            if (read > 0) {
                passed(buffer, offset, read);
            } else if (read < 0) {
                checkEnd(current.wire());
                last = ReaderTrace.of(scope.exchange());
                atEnd.run();
            }
            return read;
        } catch (IOException | RuntimeException e) {
            failure = e;
            outcome.markIncomplete(e.toString());
            throw e;
        }
    }

    // the reader that reached the end may read again; for another reader the download would look empty
    private int again(ReaderTrace reader) throws IOException {
        if (ReaderTrace.of(scope.exchange()).isSameReader(reader)) {
            return -1;
        }
        outcome.markIncomplete(ReadOutcome.ASKED_AGAIN);
        throw new IOException(
                "The download was already read to its end, by another step or before this one was repeated. It can be read"
                              + " once: turn on stream caching, or call Diffbot again");
    }

    private void passed(byte[] buffer, int offset, int read) {
        download.position += read;
        lastByte = buffer[offset + read - 1];
        for (int at = offset; firstVisible == 0 && at < offset + read; at++) {
            // not a byte order mark
            if (buffer[at] > ' ') {
                firstVisible = buffer[at];
            }
        }
        for (int at = offset + read - 1; at >= offset; at--) {
            if (buffer[at] > ' ' || buffer[at] < 0) {
                lastVisible = buffer[at];
                return;
            }
        }
    }

    private void checkEnd(ResultStream wire) {
        if (json && !isEndOfJson()) {
            throw new DiffbotTruncatedDataException(
                    ErrorDetails.of(wire.operation(), wire.jobName(),
                            "the data ended early, after " + download.position + " bytes and not with a closing bracket",
                            "Read it again: the rest is missing"));
        }
        if (isForStreamCache()) {
            outcome.markIncomplete("they were only copied into a stream cache, because they passed from a route without stream"
                                   + " caching to one with it");
        } else if (!json && download.position > 0 && lastByte != '\n' && lastByte != '\r') {
            outcome.markIncomplete("the last line of the data has no end, so that it may be cut");
        } else {
            outcome.markComplete();
        }
    }

    // what a route copies when it begins may never be read
    private static boolean isForStreamCache() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CamelClasses.STREAM_CACHING)));
    }

    private boolean isEndOfJson() {
        return switch (firstVisible) {
            case '[' -> lastVisible == ']';
            case '{' -> lastVisible == '}';
            // null means no records
            default -> lastVisible == 'l';
        };
    }

    @Override
    public void close() throws IOException {
        download.close();
    }

    private Opened open() throws IOException {
        throwIfClosed();
        Opened current = opened;
        if (current == null) {
            outcome.markReading();
            ResultStream wire = source.open();
            current = new Opened(wire, mask == null ? wire : new MaskingInputStream(wire, mask));
            opened = current;
            download.stream = current.bytes();
            if (download.closed) {
                // by another thread, before there was a stream to close
                current.bytes().close();
                throwIfClosed();
            }
        }
        return current;
    }

    private void throwIfClosed() throws IOException {
        if (download.closed) {
            throw new IOException(
                    "The download was closed before all of it was read. It lasts as long as the exchange that brought it");
        }
    }

    /**
     * What is closed at the end of the results.
     */
    static final class Download implements Closeable {

        private volatile @Nullable InputStream stream;
        private volatile long position;
        private volatile boolean closed;

        /**
         * Returns the number of bytes read so far.
         */
        long position() {
            return position;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            InputStream opened = stream;
            if (opened != null) {
                opened.close();
            }
        }
    }
}
