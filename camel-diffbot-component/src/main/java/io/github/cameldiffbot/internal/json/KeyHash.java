/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes 64-bit values of record keys. Ids of Diffbot have 64 bits and are used unchanged. Other keys become the
 * first 64 bits of their SHA-256; among a million different keys, a collision has a probability of one in 37 million.
 * <p>
 * Values are stored and compared with later ones, so the algorithm must not change between versions.
 */
public final class KeyHash {

    private static final int TEXT_BYTES = 16;

    private KeyHash() {
    }

    public static long of(String key) {
        if (isNumber(key)) {
            try {
                return Long.parseLong(key);
            } catch (NumberFormatException e) {
                // more than 64 bits: hashed like any other text
            }
        }
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the value of a key combined with a time.
     */
    public static long at(long key, long millis) {
        return mix(mix(key) + millis);
    }

    /**
     * Mixes a value over all 64 bits without collisions.
     */
    public static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static boolean isNumber(String key) {
        int digits = key.startsWith("-") ? 1 : 0;
        // 007 and 7 are different keys
        return key.length() > digits && (key.charAt(digits) != '0' || key.equals("0"))
                && key.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Returns a key for a record without an id: the first half of the SHA-256 of its JSON in hexadecimal digits.
     */
    public static String text(byte[] json) {
        return HexFormat.of().formatHex(digest(json), 0, TEXT_BYTES);
    }

    /**
     * Returns the value of the JSON of a record without a key.
     */
    public static long of(byte[] bytes) {
        return ByteBuffer.wrap(digest(bytes)).getLong();
    }

    private static byte[] digest(byte[] bytes) {
        return sha256().digest(bytes);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
