/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.Reader;

/**
 * Limits the length of texts in JSON. The remainder of a longer text is dropped, and {@link #CUT} marks its end. A
 * response of any length is thus parsed in constant memory.
 */
public final class BoundedTextReader extends Reader {

    /**
     * The last character of a truncated text: a noncharacter of Unicode.
     */
    public static final char CUT = '\uFFFF';

    private static final int HEAD = 16 * 1024;

    private final Reader in;
    private final int maxLength;
    private final StringBuilder head = new StringBuilder();
    private long count;
    private boolean inText;
    private boolean dropping;
    // remaining characters of an escape
    private int escape;
    private int length;

    /**
     * @param maxLength the maximum number of characters of a text
     */
    public BoundedTextReader(Reader in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /**
     * Returns the start of the text read so far.
     */
    public String head() {
        return head.toString();
    }

    /**
     * Returns the number of stored characters.
     */
    public long count() {
        return count;
    }

    @Override
    public int read(char[] buffer, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        int kept = 0;
        while (kept == 0) {
            int read = in.read(buffer, offset, size);
            if (read < 0) {
                return -1;
            }
            if (head.length() < HEAD) {
                head.append(buffer, offset, Math.min(read, HEAD - head.length()));
            }
            kept = filter(buffer, offset, read);
        }
        count += kept;
        return kept;
    }

    private int filter(char[] buffer, int offset, int read) {
        int end = offset + read;
        int from = unchanged(buffer, offset, end);
        int to = from;
        while (from < end) {
            char c = buffer[from++];
            if (!inText) {
                buffer[to++] = c;
                if (c == '"') {
                    inText = true;
                    length = 0;
                }
            } else if (escape > 0) {
                to = keep(buffer, to, c);
                endEscape(c);
            } else if (c == '"') {
                buffer[to++] = c;
                inText = false;
                dropping = false;
            } else {
                to = c == '\\' ? keepEscape(buffer, to) : keep(buffer, to, c);
            }
        }
        return to - offset;
    }

    /**
     * Passes unchanged text, usually all of it.
     *
     * @return the position at which a text becomes too long
     */
    private int unchanged(char[] buffer, int offset, int end) {
        int i = offset;
        while (i < end && !dropping) {
            if (!inText) {
                while (i < end && buffer[i] != '"') {
                    i++;
                }
                if (i < end) {
                    inText = true;
                    length = 0;
                    i++;
                }
            } else if (escape > 0) {
                endEscape(buffer[i++]);
                length++;
            } else {
                int stop = Math.min(end, i + maxLength - length);
                int start = i;
                while (i < stop && buffer[i] != '"' && buffer[i] != '\\') {
                    i++;
                }
                length += i - start;
                if (i < end && buffer[i] == '"') {
                    inText = false;
                    i++;
                } else if (i < stop) {
                    escape = 1;
                    length++;
                    i++;
                } else if (i < end) {
                    return i;
                }
            }
        }
        return i;
    }

    private void endEscape(char c) {
        escape += c == 'u' && escape == 1 ? 3 : -1;
    }

    private int keepEscape(char[] buffer, int to) {
        int next = keep(buffer, to, '\\');
        escape = 1;
        return next;
    }

    // a text is cut between two characters, never within an escape
    private int keep(char[] buffer, int to, char c) {
        if (dropping) {
            return to;
        }
        if (length >= maxLength && escape == 0) {
            dropping = true;
            buffer[to] = CUT;
            return to + 1;
        }
        length++;
        buffer[to] = c;
        return to + 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
