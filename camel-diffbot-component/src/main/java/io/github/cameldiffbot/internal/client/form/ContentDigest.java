/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes digests of sent content. Content is compared without storing it, because it can be large and contain
 * secrets.
 */
final class ContentDigest {

    private ContentDigest() {
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    /**
     * Returns the digest of settings and URLs.
     *
     * @param settings may be null
     * @param urls     the digest of the URLs; null without URLs
     */
    static String of(FormParameters settings, byte[] urls) {
        MessageDigest digest = sha256();
        if (settings != null) {
            settings.forEach((name, value) -> {
                update(digest, name);
                update(digest, value);
            });
        }
        digest.update((byte) (urls == null ? 0 : 1));
        if (urls != null) {
            digest.update(urls);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
