/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.io.IOException;
import java.io.InputStream;

import io.github.cameldiffbot.internal.text.BlockInputStream;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every occurrence of the token in a download with {@code x}, including one that spans two reads. After a
 * failure each read throws the same exception.
 */
public final class MaskingInputStream extends BlockInputStream {

    private final InputStream in;
    private final SecretByteMasker mask;
    private final byte[] buffer = new byte[1 << 16];
    // the first byte that was not returned yet
    private int from;
    // bytes before this one contain no token and no start of one
    private int ready;
    private int filled;
    private boolean ended;
    private @Nullable Exception failure;

    /**
     * Creates a stream.
     *
     * @param token the text to mask; null for none
     */
    public MaskingInputStream(InputStream in, @Nullable String token) {
        this.in = in;
        this.mask = new SecretByteMasker(token);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (from == ready && !ended) {
            throwFailure(failure);
            try {
                fill();
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        if (from == ready) {
            return -1;
        }
        int read = Math.min(length, ready - from);
        System.arraycopy(buffer, from, target, offset, read);
        from += read;
        return read;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        from = 0;
        ready = 0;
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
        mask.mask(buffer, filled);
        ready = ended ? filled : Math.max(0, filled - mask.overlap());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
