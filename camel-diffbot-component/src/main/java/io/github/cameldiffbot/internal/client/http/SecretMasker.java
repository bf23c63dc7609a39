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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Masks the token and other secrets in logs, errors and jobs. It finds them raw and URL-encoded, in any letter case.
 */
public final class SecretMasker {

    private static final String MASKED = "xxxxxx";
    // deeper causes are dropped
    private static final int MAX_DEPTH = 20;

    private final @Nullable Pattern secretPattern;
    // a shorter text cannot contain a secret
    private final int minLength;

    public SecretMasker(@Nullable String token) {
        this(token, Set.of());
    }

    public SecretMasker(@Nullable String token, Set<String> secrets) {
        List<String> forms = Stream.concat(Stream.ofNullable(token), secrets.stream())
                // as sent: without the line end of files and container secrets
                .map(String::strip).filter(secret -> !secret.isEmpty()).flatMap(SecretMasker::forms).distinct().toList();
        this.minLength = forms.stream().mapToInt(String::length).min().orElse(0);
        this.secretPattern = forms.isEmpty()
                ? null : Pattern.compile(forms.stream().map(Pattern::quote).collect(Collectors.joining("|")),
                        Pattern.CASE_INSENSITIVE);
    }

    private static Stream<String> forms(String secret) {
        return Stream.of(secret, PercentCodec.RFC3986.encode(secret), URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    public String mask(String text) {
        return secretPattern == null || text.length() < minLength
                ? text : secretPattern.matcher(text).replaceAll(MASKED);
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
        if (cause == null || secretPattern == null) {
            return false;
        }
        if (depth > MAX_DEPTH || cause.getMessage() != null && secretPattern.matcher(cause.getMessage()).find()) {
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
