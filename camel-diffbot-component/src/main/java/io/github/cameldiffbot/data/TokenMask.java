/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes <code>x</code> over every occurrence of the token. The length stays, so that JSON stays JSON and offsets stay
 * true.
 */
final class TokenMask {

    private final String token;
    private final byte[] bytes;
    // for each byte, how far the search may go on when it stands under the token's last byte
    private final int[] shift;

    TokenMask(String token) {
        this.token = token == null || token.isEmpty() ? null : token;
        bytes = this.token == null ? new byte[0] : token.getBytes(StandardCharsets.UTF_8);
        shift = new int[256];
        Arrays.fill(shift, bytes.length);
        for (int i = 0; i < bytes.length - 1; i++) {
            shift[bytes[i] & 0xff] = bytes.length - 1 - i;
        }
    }

    // looks at one byte in 32 only (Boyer-Moore-Horspool), because it runs over every byte that is downloaded
    void mask(byte[] text) {
        int last = bytes.length - 1;
        if (last < 0) {
            return;
        }
        int end = last;
        while (end < text.length) {
            int at = end;
            int i = last;
            while (i >= 0 && text[at] == bytes[i]) {
                at--;
                i--;
            }
            if (i < 0) {
                Arrays.fill(text, end - last, end + 1, (byte) 'x');
                end += bytes.length;
            } else {
                end += shift[text[end] & 0xff];
            }
        }
    }

    String mask(String text) {
        return text == null || token == null ? text : text.replace(token, "x".repeat(token.length()));
    }

    /**
     * The cause, or null when it or a cause of it speaks of the token.
     */
    Throwable mask(Throwable cause) {
        if (token != null) {
            for (Throwable each = cause; each != null; each = each.getCause()) {
                if (each.toString().contains(token)) {
                    return null;
                }
            }
        }
        return cause;
    }
}
