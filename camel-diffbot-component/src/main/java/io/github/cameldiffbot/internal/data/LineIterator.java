/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;

/**
 * Returns each record as a line of JSON, without a line break at its end.
 */
public final class LineIterator extends ForwardingResultIterator<Object> {

    /**
     * @param records {@link DiffbotRecord}s
     */
    public LineIterator(ResultIterator<Object> records) {
        super(records);
    }

    @Override
    protected Object take() {
        return line(((DiffbotRecord) super.take()).toBytes());
    }

    static String line(byte[] json) {
        for (byte next : json) {
            if (isLineBreak(next)) {
                return new String(withoutLineBreaks(json), StandardCharsets.UTF_8);
            }
        }
        return new String(json, StandardCharsets.UTF_8);
    }

    /**
     * Replaces line breaks between tokens by blanks, and those within texts, which only lenient parsers accept, by
     * escapes.
     */
    private static byte[] withoutLineBreaks(byte[] json) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(json.length + 16);
        boolean text = false;
        boolean escaped = false;
        for (byte next : json) {
            if (!isLineBreak(next)) {
                line.write(next);
            } else if (text && !escaped) {
                line.write('\\');
                line.write(next == '\n' ? 'n' : 'r');
            } else {
                line.write(' ');
            }
            if (next == '"' && !escaped) {
                text = !text;
            }
            escaped = text && next == '\\' && !escaped;
        }
        return line.toByteArray();
    }

    private static boolean isLineBreak(byte next) {
        return next == '\n' || next == '\r';
    }
}
