/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;

/**
 * A source that reopens its input for each read.
 *
 * @param singleUse the input if it can be read only once; otherwise null
 */
record DefaultUrlSource(Object singleUse, UrlOptions options, Opener opener) implements UrlSource {

    interface Opener {
        UrlTokenizer open() throws IOException;
    }

    @Override
    public boolean isRepeatable() {
        return singleUse == null;
    }

    @Override
    public void checkUnused(Throwable earlier) {
        if (singleUse != null && SingleUseSources.isClaimed(singleUse)) {
            throw SingleUseSources.usedUpError(singleUse, earlier);
        }
    }

    @Override
    public UrlReader open() throws IOException {
        if (singleUse != null) {
            SingleUseSources.claim(singleUse);
        }
        return new UrlReader(opener.open(), options);
    }
}
