/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.data.KeyHash;

/**
 * A set of 64-bit values that only grows: 11 to 21 bytes for each, as they lie in one array of which a part is empty.
 */
final class LongHashSet {

    private static final int SMALLEST = 64;

    private static final int LARGEST = 1 << 30;

    // a power of two; 0 stands for an empty place
    private long[] places = new long[SMALLEST];
    private int size;
    private boolean zero;

    /**
     * Whether the value is new.
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
        // three of four places at most, so that the way to a free one stays short
        if (size > places.length / 4 * 3) {
            grow();
        }
        return true;
    }

    int size() {
        return zero ? size + 1 : size;
    }

    private void grow() {
        if (places.length == LARGEST) {
            throw new IllegalStateException("More than " + size + " keys of records are too many for unique=true");
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
     * Where the value is, or would go.
     */
    private static int place(long[] places, long value) {
        int last = places.length - 1;
        // ids that follow each other must not lie side by side
        int place = (int) KeyHash.mix(value) & last;
        while (places[place] != 0 && places[place] != value) {
            place = place + 1 & last;
        }
        return place;
    }
}
