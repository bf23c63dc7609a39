/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.function.LongConsumer;

import io.github.cameldiffbot.internal.json.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * Writes a form and counts its bytes. URLs are percent-encoded and joined by encoded spaces. If they cannot be read,
 * the connection is broken first: HttpClient would otherwise end the body regularly, and the server would accept a
 * partial list.
 * <p>
 * The URLs are encoded here, because HttpCore's {@code PercentCodec} makes the submission of a million URLs a third
 * slower.
 */
final class FormWriter {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final BitSet UNRESERVED = new BitSet(128);

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".chars().forEach(UNRESERVED::set);
    }

    private final OutputStream out;
    private final long limit;
    private final @Nullable Runnable cut;
    private final byte[] buffer = new byte[8192];
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

        @Nullable
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
    FormWriter(OutputStream out, long limit, @Nullable Runnable cut) {
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
        writeUrls(reader, count -> {
        });
    }

    /**
     * Writes all URLs.
     *
     * @param limit is called with the number of URLs before each one is written, and throws if it is too high
     */
    void writeUrls(UrlReader reader, LongConsumer limit) throws IOException {
        for (String url = next(reader, limit); url != null; url = next(reader, limit)) {
            writeUrl(url);
        }
    }

    private @Nullable String next(UrlReader reader, LongConsumer limit) throws IOException {
        return guard(() -> {
            String url = reader.next();
            if (url != null) {
                limit.accept(urls + 1);
            }
            return url;
        });
    }

    void writeUrl(String url) throws IOException {
        if (urls++ > 0) {
            writeEncoded((byte) ' ');
        }
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            writeEncoded(b);
        }
        digest.update(bytes);
        digest.update((byte) ' ');
    }

    private void writeEncoded(byte b) throws IOException {
        if (b >= 0 && UNRESERVED.get(b)) {
            put(b);
        } else {
            put((byte) '%');
            put(HEX[b >> 4 & 0xF]);
            put(HEX[b & 0xF]);
        }
    }

    void write(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            put((byte) ascii.charAt(i));
        }
    }

    private void put(byte b) throws IOException {
        if (length == limit) {
            throw new LimitException();
        }
        if (filled == buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        buffer[filled++] = b;
        length++;
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
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
