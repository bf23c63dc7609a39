/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.github.cameldiffbot.data.UrlStatus;

/**
 * Which rows of a URL report are wanted.
 */
final class UrlStatusFilter {

    private UrlStatusFilter() {
    }

    /**
     * @return                          what the option status names, or all when it is not set
     * @throws IllegalArgumentException when it names something else
     */
    static Set<UrlStatus> of(DiffbotConfiguration configuration) {
        Set<UrlStatus> wanted = EnumSet.noneOf(UrlStatus.class);
        String text = configuration.getStatus() == null ? "" : configuration.getStatus();
        for (String part : text.split(",")) {
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
                    "Option status has '" + part + "'. For a URL report it takes any of "
                                               + Arrays.toString(UrlStatus.values()) + ", separated by commas",
                    e);
        }
    }
}
