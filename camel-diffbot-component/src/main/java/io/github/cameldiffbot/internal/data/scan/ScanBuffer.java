/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The piece of the download that is in memory: what was not passed yet, and from the pin on what was.
 */
final class ScanBuffer {

    /**
     * Thrown when what is pinned reaches the limit.
     */
    static final class FullException extends IOException {

        private static final long serialVersionUID = 1L;

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

    // a quotation mark that ends every text, and zeros, so that no JSON goes on after it and there are eight bytes to read
    private static final byte[] FENCE = { 0, '"', 0, 0, 0, 0, 0, 0, 0, 0 };

    private final InputStream source;
    private final long limit;
    private byte[] buffer = fenced(CAPACITY);
    // where in the stream the buffer starts
    private long base;
    private int count;
    private int position;
    private long pin = -1;
    private boolean ended;

    ScanBuffer(InputStream source, long limit) {
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
        return buffer.length - FENCE.length;
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
     * The bytes themselves, to be looked at in place. The fence follows what was read of them.
     */
    byte[] bytes() {
        return buffer;
    }

    int position() {
        return position;
    }

    /**
     * Goes to a place among the bytes.
     */
    void position(int place) {
        position = place;
    }

    /**
     * Where among the bytes the fence is.
     */
    int end() {
        return count;
    }

    /**
     * Passes text to its closing quotation mark, and with it.
     *
     * @return the quotation mark, a backslash when what it escapes is to be looked at, or -1 at the end
     */
    int nextInText() throws IOException {
        do {
            int found = endOfText(buffer, position);
            // most escapes are of a line end or a quotation mark
            while (buffer[found] == '\\' && buffer[found + 1] != 'u' && found + 1 < count) {
                found = endOfText(buffer, found + 2);
            }
            if (found < count) {
                position = found + 1;
                return buffer[found];
            }
            position = count;
        } while (fill());
        return -1;
    }

    /**
     * Where the next quotation mark or backslash is, at the latest the one in the fence. Nearly all bytes of a download
     * are passed here, so it looks at eight at once.
     */
    static int endOfText(byte[] bytes, int from) {
        int at = from;
        long found = marks((long) LONGS.get(bytes, at));
        while (found == 0) {
            at += Long.BYTES;
            found = marks((long) LONGS.get(bytes, at));
        }
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    // The lowest bit that is set is the highest of the first byte that was looked for: such a byte becomes 0, from which
    // 1 is taken. What that borrows from the bytes after it can be wrong.
    private static long marks(long eight) {
        return ((eight ^ QUOTES) - EACH | (eight ^ BACKSLASHES) - EACH) & ~eight & HIGHEST_BITS;
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
            read = source.read(buffer, count, capacity() - count);
        }
        ended = read < 0;
        count += Math.max(0, read);
        System.arraycopy(FENCE, 0, buffer, count, FENCE.length);
        return !ended;
    }

    private static byte[] fenced(int capacity) {
        return new byte[capacity + FENCE.length];
    }

    private void makeRoom() {
        int from = pin < 0 ? position : (int) (pin - base);
        int kept = count - from;
        // a huge record has passed when little of a large buffer is in use
        boolean oversized = capacity() > CAPACITY && kept < capacity() / 4;
        if (capacity() - count >= CHUNK && !oversized) {
            return;
        }
        byte[] target = buffer;
        if (oversized) {
            target = fenced(Math.max(CAPACITY, 2 * kept + CHUNK));
        } else if (kept > capacity() / 2) {
            target = fenced((int) Math.min(2L * capacity(), Math.max(limit, capacity()) + 2 * CHUNK));
        }
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        base += from;
        position -= from;
        count = kept;
    }
}
