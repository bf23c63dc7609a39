/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;

/**
 * A source that opens what it was made of each time it is read.
 *
 * @param once what can be read only once; null where that can be repeated
 */
record DefaultUrlSource(Object once, UrlOptions options, Opener opener) implements UrlSource {

    interface Opener {
        UrlTokenizer open() throws IOException;
    }

    @Override
    public boolean isRepeatable() {
        return once == null;
    }

    @Override
    public void checkUnused(Throwable earlier) {
        if (once != null && BegunSources.isBegun(once)) {
            throw BegunSources.refusal(once, earlier);
        }
    }

    @Override
    public UrlReader open() throws IOException {
        if (once != null) {
            BegunSources.begin(once);
        }
        return new UrlReader(opener.open(), options);
    }
}
