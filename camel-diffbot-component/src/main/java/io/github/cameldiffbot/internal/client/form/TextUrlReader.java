/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.Reader;

/**
 * Splits text at white space as it is read.
 */
final class TextUrlReader extends UrlReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final char[] buffer = new char[8192];
    private final StringBuilder token = new StringBuilder();
    private int position;
    private int filled;
    private boolean started;
    private boolean lineStart = true;
    private boolean startsLine;

    TextUrlReader(Reader reader, UrlOptions options) {
        super(options);
        this.reader = reader;
    }

    @Override
    boolean advance() throws IOException {
        token.setLength(0);
        int read = read();
        while (read >= 0 && UrlCheck.isSpace(read)) {
            noteLineEnd(read);
            read = read();
        }
        startsLine = lineStart;
        lineStart = false;
        while (read >= 0 && !UrlCheck.isSpace(read)) {
            // keep only enough of an overlong token to detect it
            if (token.length() <= UrlCheck.MAX_LENGTH) {
                token.append((char) read);
            }
            read = read();
        }
        noteLineEnd(read);
        return !token.isEmpty();
    }

    private void noteLineEnd(int read) {
        lineStart |= read == '\n' || read == '\r';
    }

    @Override
    String text() {
        return token.toString();
    }

    @Override
    boolean startsLine() {
        return startsLine;
    }

    @Override
    boolean isText() {
        return true;
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = reader.read(buffer, 0, buffer.length);
            position = 0;
            if (filled <= 0) {
                // does not read again: a reader may block after its end
                filled = 0;
                return -1;
            }
            if (!started) {
                started = true;
                position = buffer[0] == BYTE_ORDER_MARK ? 1 : 0;
                return read();
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
