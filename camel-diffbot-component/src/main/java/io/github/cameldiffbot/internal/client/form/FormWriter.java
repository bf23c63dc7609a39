/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import io.github.cameldiffbot.internal.json.KeyHash;
import org.apache.hc.core5.net.PercentCodec;

/**
 * Writes a form and counts its bytes. URLs are percent-encoded and joined by encoded spaces. If they cannot be read,
 * the connection is broken first: HttpClient would otherwise end the body regularly, and the server would accept a
 * partial list.
 */
final class FormWriter {

    private final OutputStream out;
    private final long limit;
    private final Runnable cut;
    private final byte[] buffer = new byte[8192];
    private final StringBuilder encoded = new StringBuilder();
    private final MessageDigest digest = KeyHash.sha256();
    private int filled;
    private long length;
    private long urls;

    /**
     * The content exceeds the limit.
     */
    static final class LimitException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    interface Read<T> {

        T read() throws IOException;
    }

    /**
     * Creates a writer that only counts.
     */
    FormWriter() {
        this(OutputStream.nullOutputStream(), Long.MAX_VALUE, null);
    }

    /**
     * @param limit the maximum number of bytes. {@link LimitException} is thrown before it is exceeded, while the last
     *              bytes are still buffered
     * @param cut   breaks the connection; null if nothing is sent
     */
    FormWriter(OutputStream out, long limit, Runnable cut) {
        this.out = out;
        this.limit = limit;
        this.cut = cut;
    }

    /**
     * Returns the number of bytes written.
     */
    long length() {
        return length;
    }

    /**
     * Returns the number of URLs written.
     */
    long urls() {
        return urls;
    }

    /**
     * Returns the digest of the written URLs. May be called once.
     */
    byte[] digest() {
        return digest.digest();
    }

    void writeUrls(UrlReader reader) throws IOException {
        for (String url = guard(reader::next); url != null; url = guard(reader::next)) {
            writeUrl(url);
        }
    }

    void writeUrl(String url) throws IOException {
        encoded.setLength(0);
        if (urls++ > 0) {
            encoded.append("%20");
        }
        PercentCodec.RFC3986.encode(encoded, url);
        write(encoded);
        digest.update(url.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ' ');
    }

    void write(CharSequence ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            if (length == limit) {
                throw new LimitException();
            }
            if (filled == buffer.length) {
                out.write(buffer, 0, filled);
                filled = 0;
            }
            buffer[filled++] = (byte) ascii.charAt(i);
            length++;
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
        out.flush();
    }

    <T> T guard(Read<T> read) throws IOException {
        boolean done = false;
        try {
            T value = read.read();
            done = true;
            return value;
        } catch (IOException e) {
            if (cut == null) {
                throw e;
            }
            // an IOException would count as an error of the connection
            throw new UncheckedIOException("The URLs could not be read to their end; nothing was submitted: " + e, e);
        } finally {
            if (!done && cut != null) {
                cut.run();
            }
        }
    }
}
