/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

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
        return line(((DiffbotRecord) super.take()).toJson());
    }

    static String line(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0 ? json : withoutLineBreaks(json);
    }

    /**
     * Replaces line breaks between tokens by blanks, and those within texts, which only lenient parsers accept, by
     * escapes.
     */
    private static String withoutLineBreaks(String json) {
        StringBuilder line = new StringBuilder(json.length() + 16);
        boolean text = false;
        boolean escaped = false;
        for (int i = 0; i < json.length(); i++) {
            char next = json.charAt(i);
            if (next != '\n' && next != '\r') {
                line.append(next);
            } else if (text && !escaped) {
                line.append(next == '\n' ? "\\n" : "\\r");
            } else {
                line.append(' ');
            }
            if (next == '"' && !escaped) {
                text = !text;
            }
            escaped = text && next == '\\' && !escaped;
        }
        return line.toString();
    }
}
