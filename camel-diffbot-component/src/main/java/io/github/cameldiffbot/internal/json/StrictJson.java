/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Skips JSON values in memory that every parser reads in the same way. Anything else is refused, valid or not:
 * deviations from the standard, which depend on the settings of the parser, and what could exceed its limits, which are
 * nesting, long names and long numbers. The encoding and the length of texts are not checked.
 */
public final class StrictJson {

    static final int MAX_DEPTH = 32;
    static final int MAX_NAME_LENGTH = 256;
    static final int MAX_NUMBER_LENGTH = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';
    private static final long SPACES = EACH * ' ';
    private static final long HIGHEST_BITS = EACH << 7;

    private final byte[] json;
    private final int limit;
    private int at;
    private int depth;

    StrictJson(byte[] json) {
        this(json, 0, json.length);
    }

    /**
     * @param from  the place of the first byte
     * @param limit the place after the last byte
     */
    public StrictJson(byte[] json, int from, int limit) {
        this.json = json;
        this.at = from;
        this.limit = limit;
    }

    /**
     * Returns the place of the next byte.
     */
    public int at() {
        return at;
    }

    /**
     * Skips white space and returns the byte after it; -1 at the end.
     */
    public int peek() {
        int next = byteAt(at);
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = byteAt(++at);
        }
        return next;
    }

    /**
     * Skips white space and this byte.
     *
     * @return false if another byte follows
     */
    public boolean skip(int expected) {
        boolean found = peek() == expected;
        if (found) {
            at++;
        }
        return found;
    }

    /**
     * Skips a name, without the colon after it.
     */
    public boolean name() {
        int start = at;
        return text() && at - start - 2 <= MAX_NAME_LENGTH;
    }

    /**
     * Skips a value.
     */
    public boolean value() {
        return switch (peek()) {
            case '"' -> text();
            case '{' -> structure('}');
            case '[' -> structure(']');
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean structure(char end) {
        at++;
        depth++;
        boolean good = depth < MAX_DEPTH;
        if (peek() != end) {
            do {
                good = good && (end == ']' || peek() == '"' && name() && skip(':')) && value();
            } while (good && skip(','));
        }
        depth--;
        return good && skip(end);
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(at++) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        int start = at;
        skipOne('-');
        if (!skipOne('0') && !digits()) {
            return false;
        }
        if (skipOne('.') && !digits()) {
            return false;
        }
        if ((byteAt(at) | 0x20) == 'e') {
            at++;
            if (!skipOne('+')) {
                skipOne('-');
            }
            if (!digits()) {
                return false;
            }
        }
        return at - start <= MAX_NUMBER_LENGTH;
    }

    private boolean digits() {
        int start = at;
        while (isDigit(byteAt(at))) {
            at++;
        }
        return at > start;
    }

    private boolean skipOne(char expected) {
        boolean found = byteAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    // from the opening to the closing quotation mark
    private boolean text() {
        at = endOfPlainText(at + 1);
        while (byteAt(at) == '\\') {
            if (!escape()) {
                return false;
            }
            at = endOfPlainText(at);
        }
        return skipOne('"');
    }

    private boolean escape() {
        at++;
        int escaped = byteAt(at++);
        if (escaped != 'u') {
            return escaped >= 0 && "\"\\/bfnrt".indexOf(escaped) >= 0;
        }
        for (int end = at + 4; at < end; at++) {
            if (Character.digit(byteAt(at), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    // the next quotation mark, backslash or control character, at the latest the end; compares eight bytes at once
    private int endOfPlainText(int from) {
        int place = from;
        for (; place <= limit - Long.BYTES; place += Long.BYTES) {
            long found = matches((long) LONGS.get(json, place));
            if (found != 0) {
                return place + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (place < limit && matches(json[place] & 0xffL | SPACES << Byte.SIZE) == 0) {
            place++;
        }
        return place;
    }

    // The lowest set bit is the highest bit of the first match: a byte from which too much is subtracted. The borrow can
    // produce wrong bits after the first match.
    private static long matches(long eight) {
        return ((eight ^ QUOTES) - EACH | (eight ^ BACKSLASHES) - EACH | eight - SPACES) & ~eight & HIGHEST_BITS;
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    private int byteAt(int place) {
        return place < limit ? json[place] & 0xff : -1;
    }
}
