/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Returns how the URLs of a {@link UrlSource} are read.
 *
 * @param skipBad       whether what is no usable URL is left out with a warning, rather than failing the call
 * @param max           how many URLs there may be; more fail the call. 0 for no limit
 * @param nestedAllowed whether a segment of a URL's path may begin with a second URL
 * @param charset       the charset of text that comes as bytes
 */
public record UrlOptions(boolean skipBad, long max, boolean nestedAllowed, Charset charset) {

    /**
     * Fails on the first URL that is not usable, without a limit, in UTF-8.
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
