/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one check for numbers and durations. Camel reads every text as some number: <code>10k</code>, <code>1,000</code>
 * and <code>two</code> as 0, which mostly means "no limit".
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
     * A whole number: that of a Number without a fraction, or a text of digits.
     *
     * @throws NumberFormatException when it is anything else, or has more than 64 bits
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
     * A number: that of a Number, or a text of digits, maybe with a decimal point and an exponent.
     *
     * @throws NumberFormatException when it is anything else
     */
    static BigDecimal decimal(Object value) {
        return new BigDecimal(value instanceof Number ? value.toString() : matching(DECIMAL, value));
    }

    /**
     * Milliseconds: a whole number of them, a text such as <code>1h30m</code> with the units d, h, m, s and ms in this
     * order, or <code>PT90S</code>.
     *
     * @throws NumberFormatException when it is anything else, or has more than 64 bits
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
     * The same without the form <code>PT90S</code>, which Camel reads as 0 in options that it takes for plain numbers.
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

    private static NumberFormatException notOne(Object value, Exception cause) {
        NumberFormatException e = new NumberFormatException(OptionText.shown(value) + " is not such a number");
        e.initCause(cause);
        return e;
    }
}
