/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passes JSON values in a window, checking that they are JSON and keeping nothing of what is in them.
 * <p/>
 * Whatever a user's ObjectMapper can be set to accept passes, as long as it does not blur where things end: text in any
 * encoding and with control characters, escapes of any character, leading zeros, <code>NaN</code> and infinity, a comma
 * after the last member.
 */
public final class JsonValueScanner {

    private static final int DEEPEST = 100_000;
    private static final byte[] TYPE = "\"type\"".getBytes(StandardCharsets.US_ASCII);

    private final ScanBuffer window;
    // the brackets that will close what is open
    private byte[] closing = new byte[64];
    private int depth;
    private boolean typed;
    private String flaw;

    JsonValueScanner(ScanBuffer window) {
        this.window = window;
    }

    /**
     * Passes one value. Fails when the data ends before.
     *
     * @return false when it is broken; the window is then at the place
     */
    boolean pass() throws IOException {
        depth = 0;
        typed = false;
        boolean good = value(window.peekVisible());
        while (good && depth > 0) {
            good = closing[depth - 1] == '}' ? member() : element();
        }
        return good;
    }

    /**
     * Whether the value was an object that has the member <code>type</code>.
     */
    boolean isTyped() {
        return typed;
    }

    /**
     * What was wrong with the value.
     */
    String flaw() {
        return flaw;
    }

    /**
     * Passes the name of a member, if that is next, and the colon after it.
     */
    boolean name() throws IOException {
        int next = window.peekVisible();
        if (next != '"') {
            return unexpected(next, "the name of a member");
        }
        long start = window.offset();
        if (!text()) {
            return false;
        }
        int end = window.position();
        typed |= depth == 1 && window.offset() - start == TYPE.length && isType(window.bytes(), end - TYPE.length, end);
        next = window.peekVisible();
        if (next != ':') {
            return unexpected(next, "a colon");
        }
        window.next();
        return true;
    }

    /**
     * Passes members up to the first that is more than a name and a text without escapes and white space, and that one.
     * It looks at the bytes in place: the fence after them is no member, so only a text has to be looked at for its
     * end.
     */
    private boolean member() throws IOException {
        byte[] bytes = window.bytes();
        int at = window.position();
        while (bytes[at] == '"') {
            int colon = ScanBuffer.endOfText(bytes, at + 1) + 1;
            if (bytes[colon] != ':' || bytes[colon - 1] != '"') {
                break;
            }
            typed |= depth == 1 && isType(bytes, at, colon);
            window.position(colon + 1);
            if (bytes[colon + 1] != '"') {
                return value(window.peekVisible());
            }
            int end = ScanBuffer.endOfText(bytes, colon + 2);
            if (bytes[end] != '"' || end >= window.end()) {
                return value('"');
            }
            at = end + 1;
            if (bytes[at] != ',') {
                window.position(at);
                return separator();
            }
            at++;
        }
        window.position(at);
        return window.peekVisible() == '}' ? close() : name() && value(window.peekVisible());
    }

    private static boolean isType(byte[] bytes, int from, int to) {
        return to - from == TYPE.length && from >= 0 && Arrays.equals(bytes, from, to, TYPE, 0, TYPE.length);
    }

    private boolean element() throws IOException {
        int next = window.peekVisible();
        return next == ']' ? close() : value(next);
    }

    private boolean close() throws IOException {
        window.next();
        depth--;
        return separator();
    }

    // passes all brackets that close here, and the comma after them
    private boolean separator() throws IOException {
        while (depth > 0) {
            int next = window.peekVisible();
            if (next != ',' && next != closing[depth - 1]) {
                return unexpected(next, "a comma or the closing bracket");
            }
            window.next();
            if (next == ',') {
                return true;
            }
            depth--;
        }
        return true;
    }

    /**
     * Passes a single value and the separator after it, or only the bracket that opens one.
     */
    private boolean value(int first) throws IOException {
        switch (first) {
            case '"':
                return text() && separator();
            case '{':
                return open('}');
            case '[':
                return open(']');
            case 't':
                return word("true") && separator();
            case 'f':
                return word("false") && separator();
            case 'n':
                return word("null") && separator();
            case 'N':
                return word("NaN") && separator();
            case 'I':
                return word("Infinity") && separator();
            case '+', '-':
                window.next();
                return (window.peek() == 'I' ? infinity() : first == '-' && number()) && separator();
            default:
                return isDigit(first) ? number() && separator() : unexpected(first, "a value");
        }
    }

    private boolean open(char bracket) throws IOException {
        if (depth == DEEPEST) {
            flaw = "it is nested more than " + DEEPEST + " deep";
            return false;
        }
        if (depth == closing.length) {
            closing = Arrays.copyOf(closing, 2 * depth);
        }
        window.next();
        closing[depth++] = (byte) bracket;
        return true;
    }

    private boolean text() throws IOException {
        window.next();
        int found = window.nextInText();
        while (found != '"') {
            if (found < 0) {
                throw cut();
            }
            if (!escape()) {
                return false;
            }
            found = window.nextInText();
        }
        return true;
    }

    private boolean escape() throws IOException {
        int escaped = window.next();
        if (escaped < 0) {
            throw cut();
        }
        for (int i = 0; escaped == 'u' && i < 4; i++) {
            int next = window.peek();
            if (Character.digit(next, 16) < 0) {
                return unexpected(next, "a hexadecimal digit");
            }
            window.next();
        }
        return true;
    }

    private boolean word(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            int next = window.peek();
            if (next != word.charAt(i)) {
                return unexpected(next, word);
            }
            window.next();
        }
        return true;
    }

    // as Jackson has it: abbreviated only with a sign
    private boolean infinity() throws IOException {
        window.next();
        return word(window.peek() == 'N' ? "NF" : "nfinity");
    }

    private boolean number() throws IOException {
        if (!digits()) {
            return false;
        }
        if (window.peek() == '.') {
            window.next();
            if (!digits()) {
                return false;
            }
        }
        int next = window.peek();
        if (next == 'e' || next == 'E') {
            window.next();
            next = window.peek();
            if (next == '+' || next == '-') {
                window.next();
            }
            return digits();
        }
        return true;
    }

    private boolean digits() throws IOException {
        int next = window.peek();
        if (!isDigit(next)) {
            return unexpected(next, "a digit");
        }
        while (isDigit(next)) {
            window.next();
            next = window.peek();
        }
        return true;
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    private boolean unexpected(int found, String expected) throws IOException {
        if (found < 0) {
            throw cut();
        }
        String character = found > ' ' && found < 0x7f ? "'" + (char) found + "'" : "character code " + found;
        flaw = character + " at byte " + window.offset() + ", where " + expected + " should be";
        return false;
    }

    private IOException cut() {
        return new EOFException("The data ends within a value");
    }
}
