/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a state file. Checksums of the head and of the content tell a damaged file from one whose last entry was
 * not written completely because the process was killed.
 *
 * @param kind    of the content
 * @param job     number of the job, or 0
 * @param content its bytes
 * @param last    whether the entry completes a change; the entries of a change count only together
 */
record StateEntry(Kind kind, long job, byte[] content, boolean last) {

    private static final int HEAD = 22;
    /** A larger entry is damaged: the largest ones are the states of crawls with a million known pages. */
    private static final int MAX = 256 << 20;

    /** The kinds of entries. */
    enum Kind {
        /** The time of a clock that was moved. */
        TIME,
        /** Submitted URLs, one a line. */
        URLS,
        /** The state of a job without its URLs and data. */
        STATE,
        /** The outcome of a page. */
        PAGE,
        /** A record. */
        RECORD,
        /** A row of the URL report. */
        ROW,
        /** The data of the job before this entry is discarded. */
        CLEAR,
        /** The job was deleted. */
        DELETE,
        /** The default token. */
        TOKEN,
        /** The credits that a job has used on a day. A later entry of the same job and day replaces it. */
        CREDITS
    }

    /** Returns the number of bytes in the file. */
    long size() {
        return HEAD + (long) content.length;
    }

    void writeTo(OutputStream out) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putInt(content.length).putLong(job).put((byte) kind.ordinal()).put((byte) (last ? 1 : 0))
                .putInt(crc(content, content.length));
        head.putInt(crc(head.array(), HEAD - 4));
        out.write(head.array());
        out.write(content);
    }

    /**
     * Reads an entry.
     *
     * @param  left         number of bytes to the end of the file
     * @return              null if the file ends before the entry does
     * @throws EOFException if the entry is damaged
     */
    static @Nullable StateEntry read(DataInputStream in, long left) throws IOException {
        if (left < HEAD) {
            return null;
        }
        byte[] bytes = new byte[HEAD];
        in.readFully(bytes);
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int length = head.getInt();
        long job = head.getLong();
        int kind = head.get();
        boolean last = head.get() == 1;
        int crc = head.getInt();
        if (head.getInt() != crc(bytes, HEAD - 4) || length < 0 || length > MAX || kind < 0 || kind >= Kind.values().length) {
            throw new EOFException("invalid entry");
        }
        if (left < HEAD + (long) length) {
            return null;
        }
        byte[] content = new byte[length];
        in.readFully(content);
        if (crc(content, length) != crc) {
            throw new EOFException("wrong checksum");
        }
        return new StateEntry(Kind.values()[kind], job, content, last);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
