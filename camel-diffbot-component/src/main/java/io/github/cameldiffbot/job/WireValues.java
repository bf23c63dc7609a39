/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parses values of responses leniently: a number can be an integer, a decimal or a text, and a flag any of these.
 */
final class WireValues {

    private static final Pattern LARGE_EXPONENT = Pattern.compile(".*[eE][+-]?\\d{4,}");

    private WireValues() {
    }

    static long number(@Nullable Object value, long defaultValue) {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        BigDecimal decimal = decimal(value);
        if (decimal == null) {
            return defaultValue;
        }
        // a number beyond long, which is never a counter, must not become negative
        return decimal.min(BigDecimal.valueOf(Long.MAX_VALUE)).max(BigDecimal.valueOf(Long.MIN_VALUE)).longValue();
    }

    static double decimal(@Nullable Object value, double defaultValue) {
        if (value instanceof Long || value instanceof Integer || value instanceof Double d && Double.isFinite(d)) {
            return ((Number) value).doubleValue();
        }
        BigDecimal decimal = decimal(value);
        return decimal == null ? defaultValue : decimal.doubleValue();
    }

    static boolean flag(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        return "true".equals(value) || number(value, 0) != 0;
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (!(value instanceof Number) && !(value instanceof String)) {
            return null;
        }
        String text = value.toString().trim();
        // an exponent such as 1e999999999 would take too long to round
        if (text.length() > 40 || LARGE_EXPONENT.matcher(text).matches()) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // NaN, Infinity and words count as missing
            return null;
        }
    }
}
