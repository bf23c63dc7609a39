/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The file of a download as a message body. A stream on it detects that all was read; other uses of the path do not
 * show whether anything was read.
 */
final class ResultFile extends File {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Runnable read;

    /**
     * @param read runs when a stream was read to its end
     */
    ResultFile(Path path, Runnable read) {
        super(path.toString());
        this.read = read;
    }

    InputStream open() throws IOException {
        InputStream stream = Files.newInputStream(toPath());
        // null in a deserialized copy
        return read == null ? stream : new EndListenerStream(stream, length(), read);
    }

    /**
     * Calls a listener once when a reader other than a log has received the last byte.
     */
    private static final class EndListenerStream extends FilterInputStream {

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
                if (!CamelCall.isDisplay()) {
                    atEnd.run();
                }
            }
        }
    }
}
