/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Parses the header {@code Retry-After}.
 */
public final class RetryAfter {

    private RetryAfter() {
    }

    /**
     * Returns the delay; null when the header is missing, invalid or in the past.
     *
     * @param value seconds or an HTTP date; null when missing
     */
    public static @Nullable Duration parse(@Nullable String value, Instant now) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        Duration wait = text.matches("\\d+") ? seconds(text) : untilDate(text, now);
        return wait == null || wait.isNegative() || wait.isZero() ? null : wait;
    }

    private static Duration seconds(String digits) {
        // a larger number is practically unlimited; the caller has a limit
        return Duration.ofSeconds(digits.length() > 9 ? 999_999_999 : Long.parseLong(digits));
    }

    private static @Nullable Duration untilDate(String text, Instant now) {
        Instant date = DateUtils.parseStandardDate(text);
        return date == null ? null : Duration.between(now, date);
    }
}
