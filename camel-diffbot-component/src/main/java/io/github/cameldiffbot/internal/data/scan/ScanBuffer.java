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
 * The part of the download that is in memory: the bytes from the mark, or from the current position if there is no
 * mark.
 */
final class ScanBuffer {

    /**
     * Thrown if the bytes after the mark reach the limit.
     */
    static final class FullException extends IOException {

        private static final long serialVersionUID = 1L;

        FullException() {
            super("Larger than the limit for one record");
        }
    }

    static final int CAPACITY = 64 << 10;

    /**
     * The capacity up to which the buffer stays grown: large records often follow each other.
     */
    static final int MAX_KEPT_CAPACITY = 256 << 10;

    // the minimum free space for reading from the source
    private static final int CHUNK = 16 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';
    private static final long HIGHEST_BITS = EACH << 7;

    // a quotation mark that ends every text, and zeros, which are no JSON and allow reading eight bytes at the end
    private static final byte[] SENTINEL = { 0, '"', 0, 0, 0, 0, 0, 0, 0, 0 };

    private final InputStream source;
    private final long limit;
    private byte[] buffer = withSentinel(CAPACITY);
    // the offset of the buffer in the stream
    private long base;
    private int count;
    private int position;
    private long mark = -1;
    private boolean ended;

    ScanBuffer(InputStream source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * Returns the number of bytes read from the download.
     */
    long received() {
        return base + count;
    }

    /**
     * Returns the offset of the next byte.
     */
    long offset() {
        return base + position;
    }

    int capacity() {
        return buffer.length - SENTINEL.length;
    }

    /**
     * Sets the mark: keeps all bytes from this offset on.
     */
    void mark(long offset) {
        mark = offset;
    }

    void clearMark() {
        mark = -1;
    }

    /**
     * Returns to an offset that is still in the buffer.
     */
    void reset(long offset) {
        position = (int) (offset - base);
    }

    /**
     * Returns a copy of a range in the buffer.
     */
    byte[] slice(long from, long to) {
        return Arrays.copyOfRange(buffer, (int) (from - base), (int) (to - base));
    }

    /**
     * Consumes and returns the next byte; -1 at the end.
     */
    int next() throws IOException {
        return position == count && !fill() ? -1 : buffer[position++] & 0xff;
    }

    /**
     * Returns the next byte without consuming it; -1 at the end.
     */
    int peek() throws IOException {
        return position == count && !fill() ? -1 : buffer[position] & 0xff;
    }

    /**
     * Skips white space and returns the byte after it without consuming it; -1 at the end.
     */
    int peekVisible() throws IOException {
        int next = peek();
        // the first comparison is sufficient for most bytes
        while (next <= ' ' && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
            position++;
            next = peek();
        }
        return next;
    }

    /**
     * Skips digits up to the first other byte, or all that are in the buffer.
     */
    void skipDigits() {
        int at = position;
        while (buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        position = at;
    }

    /**
     * Returns the buffer itself for reading in place. The sentinel follows the valid bytes.
     */
    byte[] bytes() {
        return buffer;
    }

    int position() {
        return position;
    }

    /**
     * Sets the position within the buffer.
     */
    void position(int place) {
        position = place;
    }

    /**
     * Returns the position of the sentinel within the buffer.
     */
    int end() {
        return count;
    }

    /**
     * Skips text up to and including its closing quotation mark.
     *
     * @return the quotation mark; a backslash if the escape must be checked; -1 at the end
     */
    int nextInText() throws IOException {
        do {
            int found = endOfText(buffer, position);
            // most escapes are those of a line end or a quotation mark
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
     * Returns the position of the next quotation mark or backslash, at the latest that of the sentinel. Nearly all
     * bytes of a download are skipped here, so it compares eight at once.
     */
    static int endOfText(byte[] bytes, int from) {
        int at = from;
        long found = matches((long) LONGS.get(bytes, at));
        while (found == 0) {
            at += Long.BYTES;
            found = matches((long) LONGS.get(bytes, at));
        }
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    // The lowest set bit is the highest bit of the first match: a matching byte becomes 0, from which 1 is subtracted.
    // The borrow can produce wrong bits after the first match.
    private static long matches(long eight) {
        return ((eight ^ QUOTES) - EACH | (eight ^ BACKSLASHES) - EACH) & ~eight & HIGHEST_BITS;
    }

    private boolean fill() throws IOException {
        if (mark >= 0 && received() - mark >= limit) {
            throw new FullException();
        }
        if (ended) {
            return false;
        }
        ensureRoom();
        int read = 0;
        while (read == 0) {
            read = source.read(buffer, count, capacity() - count);
        }
        ended = read < 0;
        count += Math.max(0, read);
        System.arraycopy(SENTINEL, 0, buffer, count, SENTINEL.length);
        return !ended;
    }

    private static byte[] withSentinel(int capacity) {
        return new byte[capacity + SENTINEL.length];
    }

    private void ensureRoom() {
        int from = mark < 0 ? position : (int) (mark - base);
        int kept = count - from;
        // little of a large buffer is used after a huge record
        boolean oversized = capacity() > MAX_KEPT_CAPACITY && kept < capacity() / 4;
        if (capacity() - count >= CHUNK && !oversized) {
            return;
        }
        byte[] target = buffer;
        if (oversized) {
            target = withSentinel(Math.max(CAPACITY, 2 * kept + CHUNK));
        } else if (kept > capacity() / 2) {
            target = withSentinel((int) Math.min(2L * capacity(), Math.max(limit, capacity()) + 2 * CHUNK));
        }
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        base += from;
        position -= from;
        count = kept;
    }
}
