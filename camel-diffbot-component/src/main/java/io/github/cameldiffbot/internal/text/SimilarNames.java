/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that a misspelt one was probably meant to be.
 */
public final class SimilarNames {

    private static final int MAX_LENGTH = 60;

    private SimilarNames() {
    }

    /**
     * Returns the most similar name; empty if none differs by at most a third of the letters.
     */
    public static Optional<String> mostSimilar(String name, Collection<String> names) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int limit = Math.max(1, name.length() / 3);
        return names.stream().filter(other -> distance(name, other) <= limit)
                .min(Comparator.<String> comparingInt(other -> distance(name, other)).thenComparing(other -> other));
    }

    /**
     * Returns the number of letters to insert, delete or replace, without regard to case.
     */
    private static int distance(String name, String other) {
        String from = name.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
