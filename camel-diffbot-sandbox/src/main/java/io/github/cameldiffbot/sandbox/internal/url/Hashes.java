/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.nio.charset.StandardCharsets;

/** Derives ids from URLs and contents. They are the same in every run. */
public final class Hashes {

    private Hashes() {
    }

    /** Returns a well-distributed 64-bit hash of a text. */
    public static long hash64(String text) {
        return hash64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a well-distributed 64-bit hash of some bytes: FNV-1a with the finalizer of MurmurHash3. */
    public static long hash64(byte[] bytes) {
        long h = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    /** Returns the document id of a URL, as the URL report shows it: a positive number of 38 bits. */
    public static long docId(String url) {
        return hash64(url) >>> 26;
    }

    /** Returns the {@code diffbotUri} of a record with a content. */
    public static String diffbotUri(String type, String content) {
        return type + "|3|" + (int) hash64(content);
    }
}
