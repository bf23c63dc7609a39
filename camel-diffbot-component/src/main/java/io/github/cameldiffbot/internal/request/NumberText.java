/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parses numbers and durations strictly. Camel accepts any text and reads {@code 10k}, {@code 1,000} and {@code two} as
 * 0, which usually means "no limit".
 */
final class NumberText {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL
            = Pattern.compile("-?([0-9]{1,19}(\\.[0-9]{0,19})?|\\.[0-9]{1,19})([eE][+-]?[0-9]{1,2})?");
    private static final Pattern DURATION = Pattern.compile(
            "(?:([0-9]{1,19})d)?(?:([0-9]{1,19})h)?(?:([0-9]{1,19})m)?(?:([0-9]{1,19})s)?(?:([0-9]{1,19})ms)?");
    private static final long[] UNITS = { 86_400_000, 3_600_000, 60_000, 1_000, 1 };

    private NumberText() {
    }

    /**
     * Returns an integer from a Number without a fraction or a text of digits.
     *
     * @throws NumberFormatException if the value is invalid or exceeds 64 bits
     */
    static long whole(Object value) {
        if (!(value instanceof Number)) {
            return Long.parseLong(matching(WHOLE, value));
        }
        if (JobSetting.isHugeNumber(value)) {
            throw new NumberFormatException("It has more than 64 bits");
        }
        try {
            return new BigDecimal(value.toString()).longValueExact();
        } catch (ArithmeticException e) {
            throw notOne(value, e);
        }
    }

    /**
     * Returns a number from a Number, or from a text of digits with an optional decimal point and exponent.
     *
     * @throws NumberFormatException if the value is invalid
     */
    static BigDecimal decimal(Object value) {
        return new BigDecimal(value instanceof Number ? value.toString() : matching(DECIMAL, value));
    }

    /**
     * Returns milliseconds from an integer, a text such as {@code 1h30m} with the units d, h, m, s and ms in this
     * order, or a text such as {@code PT90S}.
     *
     * @throws NumberFormatException if the value is invalid or exceeds 64 bits
     */
    static long millis(Object value) {
        String text = value.toString();
        try {
            if (value instanceof Duration duration) {
                return duration.toMillis();
            }
            return text.regionMatches(true, 0, "P", 0, 1) || text.regionMatches(true, 0, "-P", 0, 2)
                    ? Duration.parse(text).toMillis() : unitMillis(value);
        } catch (ArithmeticException | DateTimeException e) {
            throw notOne(value, e);
        }
    }

    /**
     * Returns milliseconds like {@link #millis(Object)} but rejects {@code PT90S}, which Camel reads as 0 in numeric
     * options.
     */
    static long unitMillis(Object value) {
        String text = value.toString();
        Matcher units = DURATION.matcher(text);
        if (text.isEmpty() || !units.matches()) {
            return whole(value);
        }
        try {
            long millis = 0;
            for (int i = 0; i < UNITS.length; i++) {
                String number = units.group(i + 1);
                long count = number == null ? 0 : Long.parseLong(number);
                millis = Math.addExact(millis, Math.multiplyExact(count, UNITS[i]));
            }
            return millis;
        } catch (ArithmeticException e) {
            throw notOne(value, e);
        }
    }

    private static String matching(Pattern pattern, Object value) {
        String text = value.toString();
        if (!pattern.matcher(text).matches()) {
            throw notOne(value, null);
        }
        return text;
    }

    private static NumberFormatException notOne(Object value, @Nullable Exception cause) {
        NumberFormatException e = new NumberFormatException(OptionText.shown(value) + " is not such a number");
        e.initCause(cause);
        return e;
    }
}
