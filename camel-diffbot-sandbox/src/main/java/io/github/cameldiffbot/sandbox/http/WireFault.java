/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.http;

/**
 * Something that goes wrong on the wire while an answer is sent.
 *
 * @param kind   what
 * @param amount after how many bytes of the body, or how many bytes; below zero, before the head of the answer
 */
public record WireFault(Kind kind, long amount) {

    /** All goes well. */
    public static final WireFault NONE = new WireFault(Kind.NONE, 0);

    /** What may go wrong. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** The connection is reset. */
        RESET,
        /** The connection is closed as if all had been sent. */
        TRUNCATE,
        /** The body ends in the middle, and properly. */
        END,
        /** Nothing comes any more, and the connection stays open. */
        STALL,
        /** So many bytes a second. */
        DRIBBLE,
        /** What should be the next chunk is none. */
        BROKEN_CHUNK,
        /** The last bytes of the body are left out, and it ends properly. */
        DROP_LAST,
        /** The length in the head is wrong by so much. */
        WRONG_LENGTH,
        /** The head gives no length, and the end of the connection is that of the body. */
        NO_LENGTH,
        /** The packed body cannot be unpacked. */
        BROKEN_GZIP
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether the whole body has to be known before the head is sent. */
    boolean needsWholeBody() {
        return kind == Kind.WRONG_LENGTH || kind == Kind.BROKEN_GZIP || kind == Kind.DROP_LAST;
    }
}
