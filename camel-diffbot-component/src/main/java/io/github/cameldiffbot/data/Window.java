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
 * The piece of the download that is in memory: what the parser looks at, and from the pin on what it has passed. The
 * parser sees every byte beyond ASCII as a question mark. These bytes never carry JSON's structure, and so text that is
 * not valid UTF-8 cannot stop the parser; the window itself keeps the bytes as they came.
 */
final class Window extends InputStream {

    /**
     * Thrown into the parser when what is pinned reaches the limit.
     */
    static final class FullException extends IOException {
        FullException() {
            super("Larger than the limit for one record");
        }
    }

    static final int CAPACITY = 64 << 10;

    private static final int CHUNK = 8 << 10;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final long QUESTION_MARKS = 0x3f3f3f3f3f3f3f3fL;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final InputStream source;
    private final long limit;
    private byte[] buffer = new byte[CAPACITY];
    // where in the stream the buffer starts
    private long base;
    private int count;
    private int position;
    private long pin = -1;
    private byte[] prefix = {};
    private int prefixed;
    private boolean ended;

    Window(InputStream source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * Whether the end of the download was met.
     */
    boolean ended() {
        return ended;
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
     * Goes to an offset that is still in the window, or to the nearest one that is.
     */
    void seek(long offset) {
        position = (int) Math.max(0, offset - base);
        prefixed = prefix.length;
    }

    /**
     * Has these bytes, which are not part of the download, read before the next one.
     */
    void prepend(byte[] bytes) {
        prefix = bytes;
        prefixed = 0;
    }

    /**
     * A copy of a part that is in the window.
     */
    byte[] slice(long from, long to) {
        return Arrays.copyOfRange(buffer, (int) (from - base), (int) (to - base));
    }

    /**
     * The next byte as it came, or -1.
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
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            position++;
            next = peek();
        }
        return next;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (prefixed < prefix.length) {
            target[offset] = prefix[prefixed++];
            return 1;
        }
        if (position == count && !fill()) {
            return -1;
        }
        int taken = Math.min(length, count - position);
        copyAsAscii(buffer, position, target, offset, taken);
        position += taken;
        return taken;
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
            read = source.read(buffer, count, CHUNK);
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

    // Runs over every byte, and nearly all of them are ASCII: copied at once, and only then looked through.
    private static void copyAsAscii(byte[] source, int from, byte[] target, int to, int length) {
        System.arraycopy(source, from, target, to, length);
        int at = to;
        for (int end = to + length - 4 * Long.BYTES; at <= end; at += 4 * Long.BYTES) {
            long first = (long) LONGS.get(target, at);
            long second = (long) LONGS.get(target, at + Long.BYTES);
            long third = (long) LONGS.get(target, at + 2 * Long.BYTES);
            long fourth = (long) LONGS.get(target, at + 3 * Long.BYTES);
            if (((first | second | third | fourth) & NOT_ASCII) != 0) {
                LONGS.set(target, at, asAscii(first));
                LONGS.set(target, at + Long.BYTES, asAscii(second));
                LONGS.set(target, at + 2 * Long.BYTES, asAscii(third));
                LONGS.set(target, at + 3 * Long.BYTES, asAscii(fourth));
            }
        }
        for (; at < to + length; at++) {
            if (target[at] < 0) {
                target[at] = '?';
            }
        }
    }

    private static long asAscii(long eight) {
        // 0xff in each byte that is to be replaced
        long mask = ((eight & NOT_ASCII) >>> 7) * 0xff;
        return eight & ~mask | QUESTION_MARKS & mask;
    }
}
