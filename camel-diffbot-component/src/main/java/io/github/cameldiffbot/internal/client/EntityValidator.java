/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.internal.client.http.ApiResponse;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * Verifies that the remainder of a download belongs to its start.
 *
 * @param validator the ETag or Last-Modified value, or null
 * @param length    the length of the whole download in bytes, or -1
 */
record EntityValidator(String validator, long length) {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    // a file that was written shortly before could be written again within the same second
    private static final Duration SETTLED = Duration.ofMinutes(1);

    static EntityValidator of(ApiResponse response) {
        // ranges count compressed bytes, not decompressed ones
        return response.isCompressed()
                ? new EntityValidator(null, -1) : new EntityValidator(validator(response), response.length());
    }

    private static String validator(ApiResponse response) {
        String tag = response.header("ETag");
        if (tag != null) {
            return tag.startsWith("\"") ? tag : null;
        }
        String modified = response.header("Last-Modified");
        Instant changed = modified == null ? null : DateUtils.parseStandardDate(modified);
        String date = response.header("Date");
        Instant sent = date == null ? null : DateUtils.parseStandardDate(date);
        return changed == null || sent == null || changed.plus(SETTLED).isAfter(sent) ? null : modified;
    }

    /**
     * Returns whether a response contains the rest of the download from this byte on.
     */
    boolean matchesRemainder(ApiResponse rest, long from) {
        String range = rest.header("Content-Range");
        Matcher parts = CONTENT_RANGE.matcher(range == null ? "" : range.strip());
        if (rest.isCompressed() || !rest.isEndVerifiable() || !parts.matches() || Long.parseLong(parts.group(1)) != from
                || hasChanged(rest)) {
            return false;
        }
        long end = Long.parseLong(parts.group(2)) + 1;
        long whole = parts.group(3).equals("*") ? length : Long.parseLong(parts.group(3));
        return whole == end && (length < 0 || length == whole) && (rest.length() < 0 || rest.length() == end - from);
    }

    private boolean hasChanged(ApiResponse rest) {
        String tag = rest.header("ETag");
        if (validator.startsWith("\"")) {
            return tag != null && !tag.equals(validator);
        }
        String modified = rest.header("Last-Modified");
        return modified != null && !modified.equals(validator);
    }
}
