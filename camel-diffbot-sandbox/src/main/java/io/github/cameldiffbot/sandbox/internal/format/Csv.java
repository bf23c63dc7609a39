/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.format;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Formats cells and lines of CSV. */
final class Csv {

    private Csv() {
    }

    /** Returns a quoted cell, or an empty cell for null. */
    static String quote(@Nullable String value) {
        return value == null ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** Returns a quoted cell, or an empty cell for an empty string. */
    static String optional(String value) {
        return value.isEmpty() ? "" : quote(value);
    }

    /** Returns a line in UTF-8, with its end. */
    static byte[] line(StringBuilder cells) {
        return cells.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
