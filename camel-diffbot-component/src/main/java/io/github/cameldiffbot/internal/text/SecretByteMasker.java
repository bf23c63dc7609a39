/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Replaces each byte of the token with {@code x}, in any letter case. The length does not change, so JSON stays valid
 * and offsets stay correct.
 * <p>
 * The JDK searches texts, not bytes. Each downloaded byte is searched: comparing at each position, or decoding to a
 * text first, took at least 30 times as long for records of 4 KB.
 */
public final class SecretByteMasker {

    // the search compares this many bytes at once
    private static final int GRAM = Integer.BYTES;
    private static final int KEYS = 1 << 12;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    // the bit of lower case letters and digits; the token is compared exactly with other bytes that differ only in this
    // bit
    private static final int LOWER_CASE = 0x20;
    private static final int LOWER_CASES = 0x20202020;

    private final @Nullable String token;
    private final byte[] exact;
    // the token with ASCII letters in lower case
    private final byte[] bytes;
    // for each key of four bytes, the distance by which the search may advance if they are aligned with the token's last
    // four bytes
    private final byte[] shift;

    public SecretByteMasker(@Nullable String token) {
        this.token = token == null || token.isEmpty() ? null : token;
        exact = this.token == null ? new byte[0] : this.token.getBytes(StandardCharsets.UTF_8);
        bytes = exact.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = lower(bytes[i]);
        }
        shift = new byte[KEYS];
        Arrays.fill(shift, shift(bytes.length - GRAM + 1));
        for (int end = GRAM - 1; end < bytes.length; end++) {
            shift[key(bytes, end)] = shift(bytes.length - 1 - end);
        }
    }

    private static byte shift(int distance) {
        return (byte) Math.max(0, Math.min(Byte.MAX_VALUE, distance));
    }

    private static int key(byte[] text, int end) {
        // the multiplication mixes the four bytes into the upper bits
        return (((int) INTS.get(text, end - GRAM + 1) | LOWER_CASES) * 0x9e3779b1) >>> 20;
    }

    private static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter | LOWER_CASE) : letter;
    }

    /**
     * Returns the number of bytes at the end of a text that may be the beginning of a token.
     */
    public int overlap() {
        return Math.max(0, bytes.length - 1);
    }

    // Runs over each downloaded byte. A token is 32 hexadecimal digits: letters that every text contains, but rarely in
    // groups of four that the token contains too. The search therefore nearly always advances by 29 bytes (Horspool's
    // search on groups of bytes).
    public void mask(byte[] text) {
        mask(text, text.length);
    }

    /**
     * Masks the first bytes of a text.
     */
    public void mask(byte[] text, int length) {
        if (bytes.length == 0) {
            return;
        }
        if (bytes.length < GRAM) {
            for (int start = 0; start <= length - bytes.length; start++) {
                maskAt(text, start);
            }
            return;
        }
        int step = bytes.length - GRAM + 1;
        int end = bytes.length - 1;
        while (end < length) {
            // four independent lookups
            if (end + 3 * step < length
                    && shift[key(text, end)] + shift[key(text, end + step)] + shift[key(text, end + 2 * step)]
                       + shift[key(text, end + 3 * step)] == 4 * step) {
                end += 4 * step;
                continue;
            }
            int distance = shift[key(text, end)];
            if (distance == 0) {
                maskAt(text, end - bytes.length + 1);
                distance = 1;
            }
            end += distance;
        }
    }

    private void maskAt(byte[] text, int start) {
        int end = start + bytes.length;
        // records contain the token unchanged, once each
        if (Arrays.equals(text, start, end, exact, 0, exact.length) || isTokenInOtherCase(text, start)) {
            Arrays.fill(text, start, end, (byte) 'x');
        }
    }

    private boolean isTokenInOtherCase(byte[] text, int start) {
        for (int i = 0; i < bytes.length; i++) {
            if (lower(text[start + i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    public String mask(String text) {
        if (token == null) {
            return text;
        }
        StringBuilder masked = null;
        int first = token.charAt(0) | LOWER_CASE;
        for (int at = 0; at <= text.length() - token.length(); at++) {
            if ((text.charAt(at) | LOWER_CASE) == first && text.regionMatches(true, at, token, 0, token.length())) {
                masked = masked == null ? new StringBuilder(text) : masked;
                masked.replace(at, at + token.length(), "x".repeat(token.length()));
                at += token.length() - 1;
            }
        }
        return masked == null ? text : masked.toString();
    }

    /**
     * Returns the cause; null if it or one of its causes contains the token.
     */
    public @Nullable Throwable mask(@Nullable Throwable cause) {
        if (token != null) {
            for (Throwable each = cause; each != null; each = each.getCause()) {
                String text = each.toString();
                // masked texts are copies
                if (mask(text) != text) {
                    return null;
                }
            }
        }
        return cause;
    }
}
