/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

/**
 * A fault in the transmission of a response.
 *
 * @param kind   of the fault
 * @param amount offset in the body or number of bytes, depending on the kind; a negative offset is before the head
 */
public record WireFault(Kind kind, long amount) {

    /** No fault. */
    public static final WireFault NONE = new WireFault(Kind.NONE, 0);

    /** The kinds of faults. */
    public enum Kind {
        /** No fault. */
        NONE,
        /** The connection is reset. */
        RESET,
        /** The connection is closed. */
        TRUNCATE,
        /** The body ends early, in a valid way. */
        END,
        /** No more bytes are sent, and the connection stays open. */
        STALL,
        /** The body is sent at a number of bytes per second. */
        DRIBBLE,
        /** Invalid bytes are sent instead of the next chunk. */
        BROKEN_CHUNK,
        /** The last bytes of the body are missing, and it ends in a valid way. */
        DROP_LAST,
        /** The Content-Length is wrong by a number of bytes. */
        WRONG_LENGTH,
        /** The head has no length: the body ends with the connection. */
        NO_LENGTH,
        /** The body is compressed with gzip and corrupt. */
        BROKEN_GZIP
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Returns whether the whole body must be buffered before the head is sent. */
    boolean needsBuffering() {
        return kind == Kind.WRONG_LENGTH || kind == Kind.BROKEN_GZIP || kind == Kind.DROP_LAST;
    }
}
