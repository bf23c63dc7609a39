/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.InputStream;

import io.github.cameldiffbot.data.StreamSource;

/**
 * A download that begins when somebody reads it.
 */
final class LazyStream extends InputStream {

    private final StreamSource source;
    private InputStream stream;
    private boolean closed;

    LazyStream(StreamSource source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return stream().read(buffer, offset, length);
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
            stream = source.open();
        }
        return stream;
    }
}
