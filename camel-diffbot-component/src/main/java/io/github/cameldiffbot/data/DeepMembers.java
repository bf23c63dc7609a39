/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Compares, hashes and shortens the members of a record without failing on deep nesting or large size.
 */
final class DeepMembers {

    private static final int SHOWN = 300;

    private DeepMembers() {
    }

    /**
     * Returns whether the maps are equal; false if one is null, or if they are nested too deeply to be compared.
     */
    static boolean areEqual(@Nullable Map<?, ?> members, @Nullable Map<?, ?> others) {
        try {
            return members != null && members.equals(others);
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /**
     * Returns the hash of the members, or of their names only if they are nested too deeply.
     */
    static int hash(Map<?, ?> members) {
        try {
            return members.hashCode();
        } catch (StackOverflowError e) {
            return members.keySet().hashCode();
        }
    }

    /**
     * Returns a text on one line, shortened to 300 characters.
     */
    static String excerpt(byte[] text) {
        // a character has at most four bytes
        String start = new String(text, 0, Math.min(text.length, 4 * SHOWN), StandardCharsets.UTF_8);
        boolean cut = start.length() > SHOWN || text.length > 4 * SHOWN;
        String line = start.substring(0, Math.min(start.length(), SHOWN)).replaceAll("\\p{Cntrl}", " ");
        return cut ? line + "… (" + text.length + " bytes)" : line;
    }
}
