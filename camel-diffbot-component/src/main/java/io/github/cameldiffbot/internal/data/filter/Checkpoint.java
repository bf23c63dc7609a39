/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import io.github.cameldiffbot.data.KeyHash;

/**
 * How far the records of a job were handed out: the time of the newest one, and which of the records within a window
 * before it were. A record of that window that is not among them came late, and is still new.
 */
public final class Checkpoint {

    /**
     * Nothing was handed out.
     */
    public static final Checkpoint START = new Checkpoint(Long.MIN_VALUE, Long.MIN_VALUE, new long[0]);

    private static final String VERSION = "1";

    private static final int PARTS = 5;

    private final long newest;
    private final long floor;
    // in order
    private final long[] within;

    /**
     * @param newest the time of the newest record, in milliseconds since 1970
     * @param floor  the time up to which all records count as handed out
     * @param within the {@link KeyHash#at(long, long) values} of the records after the floor
     */
    Checkpoint(long newest, long floor, long[] within) {
        this.newest = newest;
        this.floor = floor;
        this.within = within.clone();
        Arrays.sort(this.within);
    }

    long newest() {
        return newest;
    }

    long floor() {
        return floor;
    }

    /**
     * Whether a record was handed out.
     */
    boolean includes(long millis, long value) {
        return millis <= floor || Arrays.binarySearch(within, value) >= 0;
    }

    /**
     * Whether this has newer records than the other.
     */
    public boolean isAfter(Checkpoint other) {
        return newest > other.newest;
    }

    /**
     * The position as a line of text.
     */
    public String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(within.length * Long.BYTES);
        bytes.asLongBuffer().put(within);
        return String.join(";", VERSION, Long.toString(newest), Long.toString(floor), Integer.toString(within.length),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /**
     * The position that a text stands for.
     *
     * @throws IllegalArgumentException when it is none, or was cut
     */
    public static Checkpoint parse(String text) {
        String[] parts = text.strip().split(";", -1);
        if (!parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("it is of no version that is known here");
        }
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("it has " + parts.length + " parts instead of " + PARTS);
        }
        byte[] bytes = Base64.getUrlDecoder().decode(parts[4]);
        if (bytes.length != (long) Integer.parseInt(parts[3]) * Long.BYTES) {
            throw new IllegalArgumentException("its list of records was cut");
        }
        long[] within = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(within);
        return new Checkpoint(Long.parseLong(parts[1]), Long.parseLong(parts[2]), within);
    }
}
