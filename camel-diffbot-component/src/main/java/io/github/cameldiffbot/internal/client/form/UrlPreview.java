/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The URLs of a preview.
 *
 * @param count the number of all URLs
 * @param first the first ones
 */
public record UrlPreview(long count, List<String> first) {

    static final UrlPreview NONE = new UrlPreview(0, List.of());

    private static final int SHOWN = 10;

    /**
     * Reads URLs to their end.
     *
     * @param next the first URL; null for none
     * @param more has the other ones
     */
    static UrlPreview of(@Nullable String next, UrlReader more) throws IOException {
        List<String> shown = new ArrayList<>();
        long count = 0;
        for (String url = next; url != null; url = more.next()) {
            count++;
            if (shown.size() < SHOWN) {
                shown.add(url);
            }
        }
        return new UrlPreview(count, shown);
    }
}
