/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import org.jspecify.annotations.Nullable;

/**
 * Shortens values for messages and log lines: the start of the text, on one line and without invisible characters.
 */
public final class Excerpt {

    private static final int LENGTH = 60;

    private Excerpt() {
    }

    public static String of(@Nullable Object value) {
        return of(value, LENGTH);
    }

    /**
     * Returns an excerpt.
     *
     * @param max the maximum number of characters
     */
    public static String of(@Nullable Object value, int max) {
        String text = String.valueOf(value);
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length() && i < max; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean hidden = Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            visible.append(hidden ? '?' : c);
        }
        return text.length() > max ? visible + "..." : visible.toString();
    }
}
