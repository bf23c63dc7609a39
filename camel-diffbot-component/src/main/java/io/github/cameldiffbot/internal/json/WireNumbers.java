/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * Parses numbers and times of responses. Values that cannot be parsed count as missing.
 */
public final class WireNumbers {

    private static final int MAX_LENGTH = 40;

    private WireNumbers() {
    }

    public static long number(@Nullable String text, long defaultValue) {
        String digits = text == null ? "" : text.strip();
        if (digits.isEmpty() || digits.length() > MAX_LENGTH) {
            return defaultValue;
        }
        try {
            // not longValueExact: 3.0 is 3, and values beyond long do not occur
            BigDecimal number = new BigDecimal(digits);
            return number.precision() - number.scale() > 18 ? Long.parseLong(digits) : number.longValue();
        } catch (NumberFormatException e) {
            return defaultValue;
        }
    }

    /**
     * Returns the time of seconds since 1970; null for missing values and for 0, which means unset.
     */
    public static @Nullable Instant seconds(String text) {
        long seconds = number(text, 0);
        try {
            return seconds <= 0 ? null : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Parses a time in ISO 8601 (current records), RFC 1123 (older records) or seconds since 1970; otherwise returns
     * null.
     */
    public static @Nullable Instant time(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String time = text.strip();
        try {
            if (Character.isDigit(time.charAt(0)) && time.indexOf('T') > 0) {
                return OffsetDateTime.parse(time).toInstant();
            }
            if (Character.isLetter(time.charAt(0))) {
                return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(time));
            }
        } catch (DateTimeException e) {
            return null;
        }
        return seconds(time);
    }
}
