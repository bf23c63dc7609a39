/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The options for reading a {@link UrlSource}.
 *
 * @param skipBad       whether bad URLs are skipped with a warning; otherwise they are an error
 * @param max           the maximum number of URLs; more are an error. 0 for no limit
 * @param nestedAllowed whether a path segment may begin with a second URL
 * @param charset       the charset of text in bytes
 */
public record UrlOptions(boolean skipBad, long max, boolean nestedAllowed, Charset charset) {

    /**
     * Bad URLs are an error, there is no limit, and text is UTF-8.
     */
    public static final UrlOptions DEFAULT = new UrlOptions(false, 0, false, StandardCharsets.UTF_8);

    public UrlOptions withSkipBad(boolean skip) {
        return new UrlOptions(skip, max, nestedAllowed, charset);
    }

    public UrlOptions withMax(long limit) {
        return new UrlOptions(skipBad, limit, nestedAllowed, charset);
    }

    public UrlOptions withNestedAllowed(boolean allowed) {
        return new UrlOptions(skipBad, max, allowed, charset);
    }

    public UrlOptions withCharset(Charset other) {
        return new UrlOptions(skipBad, max, nestedAllowed, other);
    }
}
