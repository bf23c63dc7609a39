/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.nio.charset.StandardCharsets;

/** Makes the escapes of a URL uniform: of all characters that need one, of no others, and in upper case. */
final class UrlEscapes {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String OF_PATH = PLAIN + "/!$&'()*+,;=:@";
    private static final String OF_QUERY = OF_PATH + "?[]";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UrlEscapes() {
    }

    static String path(String text) {
        return uniform(text, OF_PATH);
    }

    static String query(String text) {
        return uniform(text, OF_QUERY);
    }

    private static String uniform(String text, String kept) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' ? escaped(bytes, i) : -1;
            if (escaped >= 0) {
                i += 2;
                append(out, escaped, PLAIN);
            } else {
                append(out, bytes[i] & 0xff, kept);
            }
        }
        return out.toString();
    }

    /** Returns the byte of an escape, or -1 if a percent sign does not start one. */
    private static int escaped(byte[] bytes, int at) {
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static void append(StringBuilder out, int value, String kept) {
        if (kept.indexOf(value) >= 0) {
            out.append((char) value);
        } else {
            out.append('%').append(HEX[value >> 4]).append(HEX[value & 15]);
        }
    }
}
