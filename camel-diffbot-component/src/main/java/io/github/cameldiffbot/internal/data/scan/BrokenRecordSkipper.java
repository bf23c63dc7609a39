/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.IOException;
import java.util.BitSet;

/**
 * Finds the end of an element that a parser cannot read, using only strings, escapes and brackets. In doubt it reports
 * no end rather than a wrong one.
 */
final class BrokenRecordSkipper {

    /**
     * The outcome of the search.
     */
    enum End {
        /** the buffer is at the first byte after the element */
        found,
        /** brackets do not match, or a string contains a line end */
        lost,
        /** the data ended before the element */
        cut
    }

    private static final int MAX_DEPTH = 1 << 20;

    private final ScanBuffer buffer;
    // true for consecutive elements, false for an array
    private final boolean lines;
    // the open brackets that are curly
    private final BitSet curly = new BitSet();
    private int depth;

    BrokenRecordSkipper(ScanBuffer buffer, boolean lines) {
        this.buffer = buffer;
        this.lines = lines;
    }

    End scan() throws IOException {
        boolean any = false;
        while (true) {
            int next = buffer.peek();
            if (next < 0) {
                return lines && depth == 0 ? End.found : End.cut;
            }
            if (depth == 0) {
                if (lines ? next == '\n' && any : next == ',' || next == ']') {
                    return End.found;
                }
                any |= next > ' ';
            }
            buffer.next();
            if (next == '"') {
                int end = string();
                if (end < 0) {
                    return End.cut;
                }
                if (end == '\n') {
                    // with one record per line, the next one starts here
                    return lines ? End.found : End.lost;
                }
            } else if (!bracket(next)) {
                return End.lost;
            } else if (lines && depth == 0 && next == '}') {
                return End.found;
            }
        }
    }

    private boolean bracket(int next) {
        if (next == '{' || next == '[') {
            curly.set(depth++, next == '{');
            return depth < MAX_DEPTH;
        }
        if (next == '}' || next == ']') {
            depth--;
            return depth >= 0 && curly.get(depth) == (next == '}');
        }
        return true;
    }

    // reads to the closing quotation mark; valid JSON has no line end within a string, so a line end means that the
    // string is not closed
    private int string() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = buffer.next();
            if (next < 0 || next == '\n' || next == '"' && !escaped) {
                return next;
            }
            escaped = next == '\\' && !escaped;
        }
    }
}
