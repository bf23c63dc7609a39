/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Masks the token and other secrets in logs, errors and jobs. It finds them raw and URL-encoded, in any letter case.
 */
public final class SecretMasker {

    /**
     * Masks nothing.
     */
    static final SecretMasker NONE = new SecretMasker(null, Set.of());

    private static final String MASKED = "xxxxxx";
    // deeper causes are dropped
    private static final int MAX_DEPTH = 20;

    private static final int ASCII = 128;

    // raw and encoded
    private final String[] secrets;
    private final int minLength;
    // the ASCII characters with which a secret can start
    private final boolean[] starts = new boolean[ASCII];

    public SecretMasker(@Nullable String token, Set<String> others) {
        this.secrets = Stream.concat(Stream.ofNullable(token), others.stream())
                // as sent: without the line end of files and container secrets
                .map(String::strip).filter(secret -> !secret.isEmpty()).flatMap(SecretMasker::forms).distinct()
                .toArray(String[]::new);
        this.minLength = Stream.of(secrets).mapToInt(String::length).min().orElse(Integer.MAX_VALUE);
        for (char c = 0; c < ASCII; c++) {
            String start = String.valueOf(c);
            starts[c] = Stream.of(secrets).anyMatch(secret -> secret.regionMatches(true, 0, start, 0, 1));
        }
    }

    private static Stream<String> forms(String secret) {
        return Stream.of(secret, PercentCodec.RFC3986.encode(secret), URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /**
     * Returns the text itself if it contains no secret, otherwise a masked copy.
     */
    public String mask(String text) {
        StringBuilder masked = null;
        int copied = 0;
        for (int at = 0; at <= text.length() - minLength; at++) {
            int length = secretAt(text, at);
            if (length > 0) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, copied, at).append(MASKED);
                copied = at + length;
                at = copied - 1;
            }
        }
        return masked == null ? text : masked.append(text, copied, text.length()).toString();
    }

    // returns its length; 0 for none
    private int secretAt(String text, int at) {
        char first = text.charAt(at);
        if (first >= ASCII || starts[first]) {
            for (String secret : secrets) {
                if (text.regionMatches(true, at, secret, 0, secret.length())) {
                    return secret.length();
                }
            }
        }
        return 0;
    }

    /**
     * Returns the members of a job with all texts masked, at any depth. The name and type stay, because they identify
     * the job.
     */
    public Map<String, Object> maskJob(Map<?, ?> members) {
        Map<String, Object> masked = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean identity = name.equals("name") || name.equals("type");
            masked.put(mask(name), identity ? value : maskValue(value));
        });
        return masked;
    }

    private @Nullable Object maskValue(@Nullable Object value) {
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((key, member) -> masked.put(mask(String.valueOf(key)), maskValue(member)));
            return masked;
        }
        if (value instanceof List<?> list) {
            List<Object> masked = new ArrayList<>(list.size());
            list.forEach(element -> masked.add(maskValue(element)));
            return masked;
        }
        return value;
    }

    /**
     * Returns the cause itself if no message in it contains a secret, otherwise a masked copy.
     */
    public Throwable mask(Throwable cause) {
        if (!containsSecret(cause, 0)) {
            return cause;
        }
        IOException masked = new IOException(mask(cause.toString()));
        masked.setStackTrace(cause.getStackTrace());
        return masked;
    }

    private boolean containsSecret(@Nullable Throwable cause, int depth) {
        if (cause == null || secrets.length == 0) {
            return false;
        }
        String message = cause.getMessage();
        if (depth > MAX_DEPTH || message != null && !mask(message).equals(message)) {
            return true;
        }
        for (Throwable suppressed : cause.getSuppressed()) {
            if (containsSecret(suppressed, depth + 1)) {
                return true;
            }
        }
        return containsSecret(cause.getCause(), depth + 1);
    }
}
