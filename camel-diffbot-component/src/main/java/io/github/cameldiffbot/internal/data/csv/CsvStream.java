/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Remembers what is needed to tell a complete table from one that was cut: Diffbot ends each line, the last one too.
 */
final class CsvStream extends FilterInputStream {

    private enum At {
        lineStart,
        cellStart,
        plain,
        quoted,
        // behind a quote within quotes: their end, or the first of two that stand for one
        quote
    }

    private At at = At.lineStart;
    private long offset;
    private boolean ended;
    private IOException failure;

    CsvStream(InputStream in) {
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
        for (int i = start; i < start + read; i++) {
            at = after(buffer[i]);
        }
        offset += Math.max(0, read);
        ended |= read < 0;
        return read;
    }

    private At after(byte next) {
        if (at == At.quoted) {
            return next == '"' ? At.quote : At.quoted;
        }
        return switch (next) {
            case '\n', '\r' -> At.lineStart;
            case ',' -> At.cellStart;
            // a quote within a cell that does not begin with one is a character as any other
            case '"' -> at == At.plain ? At.plain : At.quoted;
            default -> At.plain;
        };
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
     * Whether it ended within a line, be it between quotes.
     */
    boolean endedWithinLine() {
        return ended && at != At.lineStart;
    }

    /**
     * Whether it ended between quotes.
     */
    boolean endedWithinQuotes() {
        return ended && at == At.quoted;
    }
}
