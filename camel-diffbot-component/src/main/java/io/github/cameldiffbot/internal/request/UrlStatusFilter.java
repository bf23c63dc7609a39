/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.github.cameldiffbot.data.UrlStatus;
import org.jspecify.annotations.Nullable;

/**
 * Selects rows of a URL report by status.
 */
public final class UrlStatusFilter {

    private UrlStatusFilter() {
    }

    /**
     * Parses a filter.
     *
     * @param  text                     the option urlStatus; null or blank for all
     * @return                          the statuses
     * @throws IllegalArgumentException if a part is invalid
     */
    public static Set<UrlStatus> of(@Nullable String text) {
        Set<UrlStatus> wanted = EnumSet.noneOf(UrlStatus.class);
        for (String part : text == null ? new String[0] : text.split(",")) {
            if (!part.isBlank()) {
                wanted.add(status(part.trim()));
            }
        }
        if (wanted.isEmpty()) {
            return EnumSet.allOf(UrlStatus.class);
        }
        return wanted;
    }

    private static UrlStatus status(String part) {
        try {
            return UrlStatus.valueOf(part);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option urlStatus has '" + part + "'. It takes any of "
                                               + Arrays.toString(UrlStatus.values()) + ", separated by commas",
                    e);
        }
    }
}
