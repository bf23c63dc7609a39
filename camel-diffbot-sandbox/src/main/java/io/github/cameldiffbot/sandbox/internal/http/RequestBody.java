/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, of a known length or in chunks. It ends at the end of the body. */
final class RequestBody extends InputStream {

    private static final int MAX_LINE = 1_000;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean begun;
    private boolean ended;

    /** A line is longer than the server accepts. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("A line is too long");
        }
    }

    private RequestBody(InputStream in, boolean chunked, long length) {
        this.in = in;
        this.chunked = chunked;
        this.left = length;
        this.ended = !chunked && length == 0;
    }

    static InputStream of(Headers headers, InputStream in) throws IOException {
        String encoding = headers.getFirst("Transfer-Encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return new RequestBody(in, true, 0);
        }
        String length = headers.getFirst("Content-Length");
        if (length != null && !length.matches("\\d{1,15}")) {
            throw new IOException("Invalid Content-Length: " + length);
        }
        return new RequestBody(in, false, length == null ? 0 : Long.parseLong(length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!ended && left == 0 && chunked) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("The request is truncated");
        }
        left -= n;
        ended = !chunked && left == 0;
        return n;
    }

    /** Reads a line, without its end; returns null at the end of the stream. */
    static @Nullable String readLine(InputStream in, int max) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(100);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() >= max) {
                throw new TooLongException();
            }
            if (b != '\r') {
                line.write(b);
            }
            b = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private void nextChunk() throws IOException {
        if (begun) {
            readLine(in, MAX_LINE);
        }
        begun = true;
        String line = readLine(in, MAX_LINE);
        if (line == null) {
            throw new EOFException("The request is truncated");
        }
        try {
            left = Long.parseLong(line.split(";")[0].trim(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("Invalid chunk: " + line, e);
        }
        if (left == 0) {
            ended = true;
            String trailer = readLine(in, MAX_LINE);
            while (trailer != null && !trailer.isEmpty()) {
                trailer = readLine(in, MAX_LINE);
            }
        }
    }
}
