/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Remembers what is needed to tell a complete report from one that was cut.
 */
final class UrlReportStream extends FilterInputStream {

    private long offset;
    private int last = '\n';
    private boolean ended;
    private IOException failure;

    UrlReportStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        int read;
        try {
            read = in.read(buffer, start, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (read > 0) {
            offset += read;
            last = buffer[start + read - 1];
        }
        ended |= read < 0;
        return read;
    }

    /**
     * How many bytes were read.
     */
    long offset() {
        return offset;
    }

    /**
     * What reading failed with, or null.
     */
    IOException failure() {
        return failure;
    }

    /**
     * Whether it ended within a line.
     */
    boolean endedWithinLine() {
        return ended && last != '\n' && last != '\r';
    }
}
