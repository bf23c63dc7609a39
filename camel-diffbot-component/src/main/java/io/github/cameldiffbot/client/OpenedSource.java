/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;

/**
 * A source that opens what it was made of each time it is read.
 */
record OpenedSource(boolean isRepeatable, boolean skipBad, long most, Opener opener) implements UrlSource {

    interface Opener {
        Tokens open() throws IOException;
    }

    @Override
    public UrlReader open() throws IOException {
        return new UrlReader(opener.open(), skipBad, most);
    }
}
