/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.IOException;
import java.util.BitSet;

/**
 * Finds the end of an element that a parser cannot read, by strings, escapes and brackets alone. It rather finds none
 * than a wrong one.
 */
final class BrokenRecordSkipper {

    /**
     * How the search ended.
     */
    enum End {
        /** the window is at the first byte that is not part of the element */
        found,
        /** brackets that do not match, or a string that goes over the end of a line */
        lost,
        /** the data ended first */
        cut
    }

    private static final int DEEPEST = 1 << 20;

    private final ScanBuffer window;
    // whether elements stand one after another rather than in an array
    private final boolean lines;
    // which of the open brackets are curly
    private final BitSet curly = new BitSet();
    private int depth;

    BrokenRecordSkipper(ScanBuffer window, boolean lines) {
        this.window = window;
        this.lines = lines;
    }

    End scan() throws IOException {
        boolean any = false;
        while (true) {
            int next = window.peek();
            if (next < 0) {
                return lines && depth == 0 ? End.found : End.cut;
            }
            if (depth == 0) {
                if (lines ? next == '\n' && any : next == ',' || next == ']') {
                    return End.found;
                }
                any |= next > ' ';
            }
            window.next();
            if (next == '"') {
                int end = string();
                if (end < 0) {
                    return End.cut;
                }
                if (end == '\n') {
                    // one record a line: there the next one starts
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
            return depth < DEEPEST;
        }
        if (next == '}' || next == ']') {
            depth--;
            return depth >= 0 && curly.get(depth) == (next == '}');
        }
        return true;
    }

    // to the closing quote; no writer of JSON leaves the end of a line in a string, but a string that was never closed
    // runs into one
    private int string() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = window.next();
            if (next < 0 || next == '\n' || next == '"' && !escaped) {
                return next;
            }
            escaped = next == '\\' && !escaped;
        }
    }
}
