/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.internal.json.KeyHash;

/**
 * A set of 64-bit values without removal. It needs 11 to 21 bytes per value, because part of its array is empty.
 */
final class LongHashSet {

    private static final int MIN_CAPACITY = 64;

    private static final int MAX_CAPACITY = 1 << 30;

    // the length is a power of two; 0 marks an empty slot
    private long[] places = new long[MIN_CAPACITY];
    private int size;
    private boolean zero;

    /**
     * Adds a value and returns whether it is new.
     */
    boolean add(long value) {
        if (value == 0) {
            boolean isNew = !zero;
            zero = true;
            return isNew;
        }
        int place = place(places, value);
        if (places[place] == value) {
            return false;
        }
        places[place] = value;
        size++;
        // at most three quarters of the slots are used, so that probing stays short
        if (size > places.length / 4 * 3) {
            grow();
        }
        return true;
    }

    int size() {
        return zero ? size + 1 : size;
    }

    private void grow() {
        if (places.length == MAX_CAPACITY) {
            throw new IllegalStateException("The limit of " + size + " record keys of unique=true is reached");
        }
        long[] larger = new long[places.length * 2];
        for (long value : places) {
            if (value != 0) {
                larger[place(larger, value)] = value;
            }
        }
        places = larger;
    }

    /**
     * Returns the slot of the value, or the free slot for it.
     */
    private static int place(long[] places, long value) {
        int last = places.length - 1;
        // consecutive ids must not occupy adjacent slots
        int place = (int) KeyHash.mix(value) & last;
        while (places[place] != 0 && places[place] != value) {
            place = place + 1 & last;
        }
        return place;
    }
}
