/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

import io.github.cameldiffbot.internal.json.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * Writes URLs as the last value of a form: percent-encoded, joined by encoded spaces, and counted. If they cannot be
 * read, the connection is broken first: HttpClient would otherwise end the body regularly, and the server would accept
 * a partial list.
 * <p>
 * The URLs are encoded here, because HttpCore's {@code PercentCodec} creates several objects for each of them.
 */
final class FormWriter {

    static final LongConsumer NO_LIMIT = count -> {
    };
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".chars().forEach(c -> UNRESERVED[c] = true);
    }

    private final OutputStream out;
    private final long limit;
    private final @Nullable Runnable cut;
    private final byte[] buffer = new byte[8192];
    // null if the caller does not need it
    private final @Nullable MessageDigest digest;
    private byte @Nullable [] digested;
    private int filled;
    private long written;
    private long urls;

    /**
     * The content exceeds the limit.
     */
    static final class LimitException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    interface Read<T> {

        @Nullable
        T read() throws IOException;
    }

    /**
     * Creates a writer that only counts and digests.
     */
    FormWriter() {
        this(OutputStream.nullOutputStream(), Long.MAX_VALUE, null, true);
    }

    /**
     * @param limit   the maximum number of bytes. The last of them is never sent if more follow: either
     *                {@link LimitException} is thrown, or all of the rest is still buffered
     * @param cut     breaks the connection; null if nothing is sent
     * @param digests whether the digest of the URLs is needed
     */
    FormWriter(OutputStream out, long limit, @Nullable Runnable cut, boolean digests) {
        this.digest = digests ? KeyHash.sha256() : null;
        this.out = out;
        this.limit = limit;
        this.cut = cut;
    }

    /**
     * Returns the number of bytes written or buffered.
     */
    long length() {
        return written + filled;
    }

    /**
     * Returns the number of URLs written.
     */
    long urls() {
        return urls;
    }

    /**
     * Returns the digest of the URLs, all of which were written.
     *
     * @throws IllegalStateException if the writer was created without one
     */
    byte[] digest() throws IOException {
        if (digest == null) {
            throw new IllegalStateException("This writer makes no digest");
        }
        if (digested == null) {
            writeBuffer();
            digested = digest.digest();
        }
        return digested;
    }

    void writeUrls(UrlReader reader) throws IOException {
        writeUrls(reader, NO_LIMIT);
    }

    /**
     * Writes all URLs.
     *
     * @param limit is called with the number of URLs before each one is written, and throws if it is too high
     */
    void writeUrls(UrlReader reader, LongConsumer limit) throws IOException {
        Read<String> next = () -> {
            String url = reader.next();
            if (url != null) {
                limit.accept(urls + 1);
            }
            return url;
        };
        for (String url = guard(next); url != null; url = guard(next)) {
            writeUrl(url);
        }
    }

    void writeUrl(String url) throws IOException {
        if (urls++ > 0) {
            writeEncoded((byte) ' ');
        }
        int ascii = 0;
        while (ascii < url.length() && url.charAt(ascii) < 0x80) {
            writeEncoded((byte) url.charAt(ascii++));
        }
        if (ascii < url.length()) {
            for (byte b : url.substring(ascii).getBytes(StandardCharsets.UTF_8)) {
                writeEncoded(b);
            }
        }
    }

    private void writeEncoded(byte b) throws IOException {
        if (b >= 0 && UNRESERVED[b]) {
            put(b);
        } else {
            put((byte) '%');
            put(HEX[b >> 4 & 0xF]);
            put(HEX[b & 0xF]);
        }
    }

    private void put(byte b) throws IOException {
        if (filled == buffer.length) {
            // more bytes follow these
            if (length() >= limit) {
                throw new LimitException();
            }
            writeBuffer();
        }
        buffer[filled++] = b;
    }

    private void writeBuffer() throws IOException {
        if (digested != null && filled > 0) {
            throw new IllegalStateException("URLs were written after their digest was returned");
        }
        if (digest != null) {
            digest.update(buffer, 0, filled);
        }
        out.write(buffer, 0, filled);
        written += filled;
        filled = 0;
    }

    void flush() throws IOException {
        writeBuffer();
        out.flush();
    }

    <T> @Nullable T guard(Read<T> read) throws IOException {
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
