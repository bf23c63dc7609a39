/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream with a prefix that was already read. Unlike a PushbackInputStream, one read never covers both the prefix and
 * the stream: a failure would lose the prefix.
 */
final class PrefixedInputStream extends FilterInputStream {

    private final byte[] prefix;
    private final int length;
    private int position;

    PrefixedInputStream(byte[] prefix, int length, InputStream remainder) {
        super(remainder);
        this.prefix = prefix;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        return position < length ? prefix[position++] & 0xFF : in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (position == length || count == 0) {
            return in.read(buffer, offset, count);
        }
        int given = Math.min(count, length - position);
        System.arraycopy(prefix, position, buffer, offset, given);
        position += given;
        return given;
    }

    @Override
    public long skip(long bytes) throws IOException {
        if (position == length) {
            return in.skip(bytes);
        }
        int skipped = (int) Math.max(0, Math.min(bytes, length - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return position < length ? length - position : in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
