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
    private boolean ended;
    private boolean lineStart = true;
    private boolean startsLine;

    TextUrlReader(Reader reader, UrlOptions options) {
        super(options);
        this.reader = reader;
    }

    @Override
    boolean advance() throws IOException {
        token.setLength(0);
        while (hasMore() && UrlCheck.isSpace(buffer[position])) {
            lineStart |= buffer[position] == '\n' || buffer[position] == '\r';
            position++;
        }
        startsLine = lineStart;
        lineStart = false;
        while (hasMore() && !UrlCheck.isSpace(buffer[position])) {
            int start = position;
            while (position < filled && !UrlCheck.isSpace(buffer[position])) {
                position++;
            }
            // keep only enough of an overlong token to detect it
            token.append(buffer, start, Math.min(position - start, UrlCheck.MAX_LENGTH + 1 - token.length()));
        }
        return !token.isEmpty();
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

    private boolean hasMore() throws IOException {
        while (position == filled && !ended) {
            filled = Math.max(0, reader.read(buffer, 0, buffer.length));
            position = !started && filled > 0 && buffer[0] == BYTE_ORDER_MARK ? 1 : 0;
            started = true;
            // a reader may block if it is read after its end
            ended = filled == 0;
        }
        return position < filled;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
