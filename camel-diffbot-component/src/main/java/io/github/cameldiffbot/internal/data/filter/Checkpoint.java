/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import io.github.cameldiffbot.internal.json.KeyHash;

/**
 * The position of incremental reads of a job: the time of the newest delivered record, and the delivered records within
 * a window before it. A record in that window that is not among them arrived late and is still new.
 */
public final class Checkpoint {

    /**
     * The position before the first read.
     */
    public static final Checkpoint START = new Checkpoint(Long.MIN_VALUE, Long.MIN_VALUE, new long[0]);

    private static final String VERSION = "1";

    private static final int PARTS = 5;

    private final long newest;
    private final long floor;
    // sorted
    private final long[] within;

    /**
     * Creates a checkpoint.
     *
     * @param newest the time of the newest record in milliseconds since 1970
     * @param floor  the time up to which all records count as delivered, in the same unit
     * @param within the {@link KeyHash#at(long, long) values} of the delivered records after the floor
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
     * Returns whether a record was delivered.
     */
    boolean includes(long millis, long value) {
        return millis <= floor || Arrays.binarySearch(within, value) >= 0;
    }

    /**
     * Returns whether this checkpoint has a newer record than the other.
     */
    public boolean isAfter(Checkpoint other) {
        return newest > other.newest;
    }

    /**
     * Returns the checkpoint as a line of text.
     */
    public String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(within.length * Long.BYTES);
        bytes.asLongBuffer().put(within);
        return String.join(";", VERSION, Long.toString(newest), Long.toString(floor), Integer.toString(within.length),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /**
     * Parses a checkpoint.
     *
     * @throws IllegalArgumentException if the text is invalid or truncated
     */
    public static Checkpoint parse(String text) {
        String[] parts = text.strip().split(";", -1);
        if (!parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("its version is unknown");
        }
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("it has " + parts.length + " parts instead of " + PARTS);
        }
        byte[] bytes = Base64.getUrlDecoder().decode(parts[4]);
        if (bytes.length != (long) Integer.parseInt(parts[3]) * Long.BYTES) {
            throw new IllegalArgumentException("its list of records is truncated");
        }
        long[] within = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(within);
        return new Checkpoint(Long.parseLong(parts[1]), Long.parseLong(parts[2]), within);
    }
}
