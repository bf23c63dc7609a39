/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.InputStream;

import io.github.cameldiffbot.data.MaskedStream;
import io.github.cameldiffbot.data.StreamSource;

/**
 * A download that begins when somebody reads it.
 */
final class LazyStream extends InputStream {

    private final StreamSource source;
    private final String mask;
    private final ReadOutcome outcome;
    private InputStream stream;
    private boolean closed;

    /**
     * @param mask the token that is masked, or null
     */
    LazyStream(StreamSource source, String mask, ReadOutcome outcome) {
        this.source = source;
        this.mask = mask;
        this.outcome = outcome;
    }

    @Override
    public int read() throws IOException {
        return ended(stream().read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return ended(stream().read(buffer, offset, length));
    }

    private int ended(int read) {
        if (read < 0) {
            outcome.complete();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (stream != null) {
            stream.close();
        }
    }

    private InputStream stream() throws IOException {
        if (closed) {
            throw new IOException("The download was closed");
        }
        if (stream == null) {
            stream = mask == null ? source.open() : new MaskedStream(source.open(), mask);
        }
        return stream;
    }
}
