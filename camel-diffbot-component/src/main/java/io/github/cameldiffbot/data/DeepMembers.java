/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Compares, hashes and shows members of any depth and size: what every object can do must not fail for a record.
 */
final class DeepMembers {

    private static final int SHOWN = 300;

    private DeepMembers() {
    }

    /**
     * Whether they are equal; false where they are nested too deeply to be compared.
     *
     * @param others may be null
     */
    static boolean areEqual(Map<?, ?> members, Map<?, ?> others) {
        try {
            return members.equals(others);
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /**
     * Their hash; that of the names where they are nested too deeply.
     */
    static int hash(Map<?, ?> members) {
        try {
            return members.hashCode();
        } catch (StackOverflowError e) {
            return members.keySet().hashCode();
        }
    }

    /**
     * A text on one line, shortened to 300 characters.
     */
    static String excerpt(byte[] text) {
        // no character has more than four bytes
        String start = new String(text, 0, Math.min(text.length, 4 * SHOWN), StandardCharsets.UTF_8);
        boolean cut = start.length() > SHOWN || text.length > 4 * SHOWN;
        String line = start.substring(0, Math.min(start.length(), SHOWN)).replaceAll("\\p{Cntrl}", " ");
        return cut ? line + "… (" + text.length + " bytes)" : line;
    }
}
