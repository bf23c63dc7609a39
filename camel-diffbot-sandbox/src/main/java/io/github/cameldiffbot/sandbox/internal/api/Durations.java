/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations in faults and in the admin API. */
public final class Durations {

    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)?");

    private Durations() {
    }

    /**
     * Parses a duration: a number of milliseconds, a number with a unit as in {@code 5s} or {@code 2d}, or ISO 8601.
     *
     * @throws IllegalArgumentException if the text is not a duration
     */
    public static Duration parse(String value) {
        String text = value.trim();
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "Invalid duration '" + text + "'. Use milliseconds, a number with ms, s, m, h or d, or ISO 8601", e);
            }
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "ms" : matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMillis(number);
        };
    }
}
