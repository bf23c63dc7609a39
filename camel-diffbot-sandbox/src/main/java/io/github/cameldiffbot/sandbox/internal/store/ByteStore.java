/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Stores byte arrays on the heap up to a limit, and beyond it in a temporary file that the JVM deletes on close. */
final class ByteStore {

    private static final int BUFFER = 1 << 16;

    private final List<byte[]> inMemory = new ArrayList<>();
    private final long maxMemory;
    private long usedMemory;
    private @Nullable Overflow overflow;

    ByteStore(long maxMemory) {
        this.maxMemory = maxMemory;
    }

    synchronized void add(byte[] entry) {
        if (overflow == null && usedMemory + entry.length <= maxMemory) {
            usedMemory += entry.length;
            inMemory.add(entry);
            return;
        }
        try {
            Overflow target = overflow == null ? new Overflow() : overflow;
            overflow = target;
            target.add(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized long size() {
        return inMemory.size() + (overflow == null ? 0 : (long) overflow.count);
    }

    synchronized byte[] get(long index) {
        return overflow == null || index < inMemory.size()
                ? inMemory.get((int) index) : overflow.get((int) (index - inMemory.size()));
    }

    /** The entries in the file. */
    private static final class Overflow {

        private final FileChannel file;
        private long written;
        private final byte[] tail = new byte[BUFFER];
        private int tailLength;
        /** The end offset of each entry. */
        private long[] ends = new long[0];
        private int count;

        Overflow() throws IOException {
            Path path = Files.createTempFile("diffbot-sandbox", ".data");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }

        byte[] get(int number) {
            long start = number == 0 ? 0 : ends[number - 1];
            byte[] entry = new byte[(int) (ends[number] - start)];
            if (start >= written) {
                System.arraycopy(tail, (int) (start - written), entry, 0, entry.length);
                return entry;
            }
            try {
                ByteBuffer buffer = ByteBuffer.wrap(entry);
                while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) >= 0) {
                    continue;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return entry;
        }

        void add(byte[] entry) throws IOException {
            if (tailLength + entry.length > tail.length) {
                flush();
            }
            if (entry.length > tail.length) {
                ByteBuffer buffer = ByteBuffer.wrap(entry);
                while (buffer.hasRemaining()) {
                    written += file.write(buffer, written);
                }
            } else {
                System.arraycopy(entry, 0, tail, tailLength, entry.length);
                tailLength += entry.length;
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, Math.max(1024, count + (count >> 1)));
            }
            ends[count] = count == 0 ? entry.length : ends[count - 1] + entry.length;
            count++;
        }

        private void flush() throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(tail, 0, tailLength);
            while (buffer.hasRemaining()) {
                written += file.write(buffer, written);
            }
            tailLength = 0;
        }
    }
}
