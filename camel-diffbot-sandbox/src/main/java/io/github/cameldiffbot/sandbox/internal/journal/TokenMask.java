/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.journal;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Masks tokens in texts. */
public final class TokenMask {

    /** Shorter tokens may be part of ordinary words and are not masked in texts. */
    private static final int MIN_MASKED = 8;
    private static final Pattern HEXADECIMAL = Pattern.compile("\\b([0-9a-f]{4})[0-9a-f]{28}\\b");

    private final Supplier<List<String>> tokens;

    /**
     * Creates a mask.
     *
     * @param tokens that have had jobs
     */
    public TokenMask(Supplier<List<String>> tokens) {
        this.tokens = tokens;
    }

    /** Returns a text without tokens. */
    public String mask(String text) {
        String masked = text;
        for (String token : tokens.get()) {
            masked = mask(masked, token);
        }
        return HEXADECIMAL.matcher(masked).replaceAll("$1…");
    }

    /** Returns a text without a token; a short token is masked in download links only. */
    static String mask(String text, String token) {
        return token.length() >= MIN_MASKED
                ? text.replace(token, cut(token))
                : text.replace("/" + token + "-", "/" + cut(token) + "-");
    }

    /** Returns the first characters of a token, at most four. */
    public static String cut(String token) {
        return token.substring(0, Math.min(4, token.length() / 2)) + "…";
    }
}
