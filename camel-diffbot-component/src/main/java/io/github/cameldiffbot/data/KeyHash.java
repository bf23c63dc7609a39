/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes 64-bit values of what records are told apart by. The ids that Diffbot gives have 64 bits and stay as they are.
 * Other keys become the first 64 bits of their SHA-256: that two of a million different ones become the same value has
 * a chance of one in 37 million.
 * <p>
 * Values are stored and compared with later ones, so they must stay what they are in all versions.
 */
public final class KeyHash {

    private static final int TEXT_BYTES = 16;

    private KeyHash() {
    }

    /**
     * The value of a record's key, or of its JSON if it has none.
     */
    public static long of(DiffbotRecord record) {
        String key = record.givenKey();
        return key == null ? of(record.toBytes()) : of(key);
    }

    public static long of(String key) {
        if (isNumber(key)) {
            try {
                return Long.parseLong(key);
            } catch (NumberFormatException e) {
                // more than 64 bits: a text like any other
            }
        }
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The value of a key at a time.
     */
    public static long at(long key, long millis) {
        return mix(mix(key) + millis);
    }

    /**
     * Spreads values over all 64 bits, each to another one.
     */
    public static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static boolean isNumber(String key) {
        int digits = key.startsWith("-") ? 1 : 0;
        // 007 is another key than 7
        return key.length() > digits && (key.charAt(digits) != '0' || key.equals("0"))
                && key.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * A key for a record without one: the first half of the SHA-256 of its JSON, as hexadecimal digits.
     */
    static String text(byte[] json) {
        return HexFormat.of().formatHex(digest(json), 0, TEXT_BYTES);
    }

    public static long of(byte[] bytes) {
        return ByteBuffer.wrap(digest(bytes)).getLong();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
