/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;

/**
 * Decodes bytes and fails at the first undecodable byte, with its position, where an {@link java.io.InputStreamReader}
 * inserts U+FFFD.
 */
public final class StrictReader extends Reader {

    private static final int UTF_16_MARK = 0xFE + 0xFF;

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(8192).flip();
    // offset of the first byte in the buffer
    private long offset;
    private boolean ended;
    private boolean flushed;

    public StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * @throws IllegalArgumentException at an undecodable byte
     */
    @Override
    public int read(char[] chars, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, chars.length);
        CharBuffer target = CharBuffer.wrap(chars, from, length).slice();
        while (target.position() == 0 && !flushed) {
            CoderResult result = decoder.decode(bytes, target, ended);
            if (result.isError()) {
                throw undecodable(result.length());
            }
            if (result.isUnderflow() && ended) {
                decoder.flush(target);
                flushed = true;
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        return target.position() == 0 ? -1 : target.position();
    }

    private void fill() throws IOException {
        offset += bytes.position();
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    private IllegalArgumentException undecodable(int length) {
        long position = offset + bytes.position();
        boolean utf16 = position == 0 && bytes.remaining() > 1
                && (bytes.get(0) & 0xFF) + (bytes.get(1) & 0xFF) == UTF_16_MARK;
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(length, bytes.remaining()); i++) {
            hex.append(String.format(" 0x%02X", bytes.get(bytes.position() + i)));
        }
        return new IllegalArgumentException(
                "The URLs cannot be decoded: byte " + (position + 1) + " (" + hex.toString().trim() + ") is not " + charset
                                            + (utf16 ? " but begins UTF-16" : "")
                                            + ". Nothing was submitted: set the charset in which they were written, as with"
                                            + " the option charset of a file endpoint, or the property or header"
                                            + " CamelCharsetName" + (utf16 ? " (UTF-16)" : ""));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
