/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Writes percent-encoded text and counts the bytes. A space becomes %20, which means a space in a form and in a query
 * alike.
 */
final class FormWriter {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final BitSet UNRESERVED = new BitSet(128);
    static {
        UNRESERVED.set('a', 'z' + 1);
        UNRESERVED.set('A', 'Z' + 1);
        UNRESERVED.set('0', '9' + 1);
        "-._~".chars().forEach(UNRESERVED::set);
    }

    private final OutputStream out;
    private final long limit;
    private final byte[] buffer;
    private int filled;
    private long count;

    FormWriter(OutputStream out) {
        this(out, Long.MAX_VALUE);
    }

    /**
     * @param limit the maximum number of bytes. {@link LimitException} is thrown before it is exceeded, while the last
     *              bytes are still buffered
     */
    FormWriter(OutputStream out, long limit) {
        this(out, limit, 8192);
    }

    private FormWriter(OutputStream out, long limit, int bufferSize) {
        this.out = out;
        this.limit = limit;
        this.buffer = new byte[bufferSize];
    }

    /**
     * Creates a writer with a small buffer.
     */
    static FormWriter small(OutputStream out) {
        return new FormWriter(out, Long.MAX_VALUE, 256);
    }

    /**
     * Returns whether a text needs no encoding.
     */
    static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!UNRESERVED.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The content exceeds the limit.
     */
    static final class LimitException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Returns the number of bytes written.
     */
    long count() {
        return count;
    }

    FormWriter writeRaw(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            put((byte) ascii.charAt(i));
        }
        return this;
    }

    FormWriter writeEncoded(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (UNRESERVED.get(c)) {
                put((byte) c);
            } else if (c < 0x80) {
                writePercent((byte) c);
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
                for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    writePercent(b);
                }
                i = end - 1;
            }
        }
        return this;
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
        out.flush();
    }

    private void writePercent(byte b) throws IOException {
        put((byte) '%');
        put(HEX[b >> 4 & 0xF]);
        put(HEX[b & 0xF]);
    }

    private void put(byte b) throws IOException {
        if (count == limit) {
            throw new LimitException();
        }
        if (filled == buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        buffer[filled++] = b;
        count++;
    }
}
