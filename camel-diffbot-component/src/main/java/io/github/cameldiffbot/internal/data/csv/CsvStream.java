/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import java.io.IOException;
import java.io.InputStream;

import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the state that distinguishes a complete table from a truncated one: Diffbot ends every line, including the
 * last.
 */
final class CsvStream extends BlockInputStream {

    private enum At {
        lineStart,
        cellStart,
        plain,
        quoted,
        // after a quotation mark in a quoted cell: its end, or the first half of an escaped quotation mark
        quote
    }

    private final InputStream in;
    private At at = At.lineStart;
    private long offset;
    private boolean ended;
    private @Nullable IOException failure;

    CsvStream(InputStream in) {
        this.in = in;
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
            // in an unquoted cell a quotation mark is an ordinary character
            case '"' -> at == At.plain ? At.plain : At.quoted;
            default -> At.plain;
        };
    }

    /**
     * Returns the number of bytes read.
     */
    long offset() {
        return offset;
    }

    /**
     * Returns the error of the last read; null if there was none.
     */
    @Nullable
    IOException failure() {
        return failure;
    }

    /**
     * Returns whether the stream ended within a line, quoted or not.
     */
    boolean endedWithinLine() {
        return ended && at != At.lineStart;
    }

    /**
     * Returns whether the stream ended within a quoted cell.
     */
    boolean endedWithinQuotes() {
        return ended && at == At.quoted;
    }
}
