/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Writes URLs, joined by encoded spaces. When they cannot be read, the connection is cut first: HttpClient would end
 * the body in good order, and the server would take what it has for all.
 */
final class UrlListWriter {

    private final FormWriter writer;
    private final Runnable cut;
    private final MessageDigest digest = ContentDigest.sha256();
    private long count;

    interface Read<T> {
        T read() throws IOException;
    }

    UrlListWriter(FormWriter writer) {
        this(writer, null);
    }

    /**
     * @param cut what breaks the connection; null where nothing is sent
     */
    UrlListWriter(FormWriter writer, Runnable cut) {
        this.writer = writer;
        this.cut = cut;
    }

    void writeAll(UrlReader reader) throws IOException {
        String url = guard(reader::next);
        while (url != null) {
            write(url);
            url = guard(reader::next);
        }
    }

    void write(String url) throws IOException {
        writer.writeRaw(count > 0 ? "%20" : "").writeEncoded(url);
        digest.update(url.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ' ');
        count++;
    }

    /**
     * Returns how many were written.
     */
    long count() {
        return count;
    }

    /**
     * Returns the digest of those that were written. It can be taken once.
     */
    byte[] digest() {
        return digest.digest();
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
            // an IOException would be taken for an error of the connection
            throw new UncheckedIOException("The URLs could not be read to their end; nothing was submitted: " + e, e);
        } finally {
            if (!done && cut != null) {
                cut.run();
            }
        }
    }
}
