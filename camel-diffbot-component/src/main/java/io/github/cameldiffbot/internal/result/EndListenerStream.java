/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Calls a listener once when a reader other than a log has received the last byte.
 */
final class EndListenerStream extends FilterInputStream {

    private final Runnable atEnd;
    private long left;
    private boolean ended;

    /**
     * @param length in bytes
     */
    EndListenerStream(InputStream stream, long length, Runnable atEnd) {
        super(stream);
        this.left = length;
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        received(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        int read = in.read(buffer, offset, size);
        received(read);
        return read;
    }

    private void received(int bytes) {
        left -= Math.max(bytes, 0);
        // a parser may stop at the last bracket
        if (!ended && (bytes < 0 || left <= 0)) {
            ended = true;
            if (!DisplayCall.isDisplay()) {
                atEnd.run();
            }
        }
    }
}
