/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The charsets of web pages, as browsers read their labels (WHATWG Encoding). */
public final class WebCharset {

    /** Labels that Java does not know. */
    private static final Map<String, String> LABELS = Map.of("unicode-1-1-utf-8", "UTF-8", "utf8", "UTF-8", "unicode11utf8",
            "UTF-8", "x-unicode20utf8", "UTF-8", "x-sjis", "Shift_JIS", "x-gbk", "GBK", "csiso88598i", "ISO-8859-8", "logical",
            "ISO-8859-8", "dos-874", "x-windows-874", "x-x-big5", "Big5");
    /** Charsets that pages name and browsers replace, because the pages contain characters of the larger one. */
    private static final Map<String, String> LARGER = Map.of("US-ASCII", "windows-1252", "ISO-8859-1", "windows-1252",
            "ISO-8859-9", "windows-1254", "TIS-620", "x-windows-874", "x-iso-8859-11", "x-windows-874", "GB2312", "GB18030",
            "GBK", "GB18030", "EUC-KR", "x-windows-949", "Shift_JIS", "windows-31j", "Big5", "Big5-HKSCS");

    private WebCharset() {
    }

    /** Returns the charset of a label, or null if it is unknown. */
    public static @Nullable Charset of(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        try {
            return read(Charset.forName(LABELS.getOrDefault(name, name)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** Returns the charset as which browsers read a charset. */
    public static Charset read(Charset charset) {
        String larger = LARGER.get(charset.name());
        return larger != null && Charset.isSupported(larger) ? Charset.forName(larger) : charset;
    }
}
