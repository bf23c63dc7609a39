/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Writes URLs, joined by encoded spaces. If they cannot be read, the connection is broken first: HttpClient would
 * otherwise end the body regularly, and the server would accept a partial list.
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
     * @param cut breaks the connection; null if nothing is sent
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
     * Returns the number of URLs written.
     */
    long count() {
        return count;
    }

    /**
     * Returns the digest of the written URLs. May be called once.
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
            // an IOException would count as an error of the connection
            throw new UncheckedIOException("The URLs could not be read to their end; nothing was submitted: " + e, e);
        } finally {
            if (!done && cut != null) {
                cut.run();
            }
        }
    }
}
