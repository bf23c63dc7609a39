/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The piece of the download that is in memory: what was not passed yet, and from the pin on what was.
 */
final class Window {

    /**
     * Thrown when what is pinned reaches the limit.
     */
    static final class FullException extends IOException {
        FullException() {
            super("Larger than the limit for one record");
        }
    }

    static final int CAPACITY = 64 << 10;

    // there is room for this much at least whenever the source is read
    private static final int CHUNK = 16 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';
    private static final long HIGHEST_BITS = EACH << 7;

    private final InputStream source;
    private final long limit;
    private byte[] buffer = new byte[CAPACITY];
    // where in the stream the buffer starts
    private long base;
    private int count;
    private int position;
    private long pin = -1;
    private boolean ended;

    Window(InputStream source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * How many bytes of the download were read.
     */
    long received() {
        return base + count;
    }

    /**
     * Where the next byte comes from.
     */
    long offset() {
        return base + position;
    }

    int capacity() {
        return buffer.length;
    }

    /**
     * Keeps everything from this offset on.
     */
    void pin(long offset) {
        pin = offset;
    }

    /**
     * Keeps nothing that was passed.
     */
    void unpin() {
        pin = -1;
    }

    /**
     * Goes to an offset that is still in the window.
     */
    void seek(long offset) {
        position = (int) (offset - base);
    }

    /**
     * A copy of a part that is in the window.
     */
    byte[] slice(long from, long to) {
        return Arrays.copyOfRange(buffer, (int) (from - base), (int) (to - base));
    }

    /**
     * Passes the next byte and returns it, or -1 at the end.
     */
    int next() throws IOException {
        return position == count && !fill() ? -1 : buffer[position++] & 0xff;
    }

    /**
     * The byte that {@link #next()} will return.
     */
    int peek() throws IOException {
        return position == count && !fill() ? -1 : buffer[position] & 0xff;
    }

    /**
     * Passes white space and returns the byte after it, without passing that.
     */
    int peekVisible() throws IOException {
        int next = peek();
        // most bytes are settled by the first comparison
        while (next <= ' ' && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
            position++;
            next = peek();
        }
        return next;
    }

    /**
     * Passes everything up to and with the next quotation mark or backslash and returns that, or -1 at the end. Nearly
     * all bytes of a download are passed here, so it looks at eight at once.
     */
    int nextInText() throws IOException {
        do {
            byte[] bytes = buffer;
            int at = position;
            int end = count;
            for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
                long found = quotesAndBackslashes((long) LONGS.get(bytes, at));
                if (found != 0) {
                    at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
                    position = at + 1;
                    return bytes[at];
                }
            }
            for (; at < end; at++) {
                if (bytes[at] == '"' || bytes[at] == '\\') {
                    position = at + 1;
                    return bytes[at];
                }
            }
            position = at;
        } while (fill());
        return -1;
    }

    // The lowest bit that is set is the highest of the first byte that was looked for: such a byte becomes 0, from which
    // 1 is taken. What that borrows from the bytes after it can be wrong.
    private static long quotesAndBackslashes(long eight) {
        return ((eight ^ QUOTES) - EACH | (eight ^ BACKSLASHES) - EACH) & ~eight & HIGHEST_BITS;
    }

    /**
     * Whether these bytes were the last that were passed.
     */
    boolean passed(byte[] text) {
        int start = position - text.length;
        return start >= 0 && Arrays.equals(buffer, start, position, text, 0, text.length);
    }

    private boolean fill() throws IOException {
        if (pin >= 0 && received() - pin >= limit) {
            throw new FullException();
        }
        if (ended) {
            return false;
        }
        makeRoom();
        int read = 0;
        while (read == 0) {
            read = source.read(buffer, count, buffer.length - count);
        }
        if (read < 0) {
            ended = true;
            return false;
        }
        count += read;
        return true;
    }

    private void makeRoom() {
        int from = pin < 0 ? position : (int) (pin - base);
        int kept = count - from;
        // a huge record has passed when little of a large buffer is in use
        boolean oversized = buffer.length > CAPACITY && kept < buffer.length / 4;
        if (buffer.length - count >= CHUNK && !oversized) {
            return;
        }
        byte[] target = buffer;
        if (oversized) {
            target = new byte[Math.max(CAPACITY, 2 * kept + CHUNK)];
        } else if (kept > buffer.length / 2) {
            target = new byte[(int) Math.min(2L * buffer.length, Math.max(limit, buffer.length) + 2 * CHUNK)];
        }
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        base += from;
        position -= from;
        count = kept;
    }
}
