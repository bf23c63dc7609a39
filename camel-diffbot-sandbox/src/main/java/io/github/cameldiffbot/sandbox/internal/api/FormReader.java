/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * Parses form parameters as a stream. URLs are appended to compact lists one by one, so that a form takes little more
 * memory than its URLs. Reading ends at an invalid token. Before a valid one, and of other parameters than URLs, only a
 * limited number of bytes is read.
 */
final class FormReader {

    private static final Set<String> URL_PARAMS = Set.of("urls", "seeds", "spots");
    private static final int MAX_VALUE = 1 << 20;
    private static final int MAX_PARAMS = 8 << 20;
    private static final int MAX_COUNT = 10_000;
    private static final int MAX_EXCERPT = 2_000;

    private final Map<String, List<String>> params = new LinkedHashMap<>();
    private final Map<String, UrlList> urls = new LinkedHashMap<>();
    private final int maxUrls;
    private byte[] current = new byte[256];
    private int length;
    private @Nullable String key;
    /** Null while the value is no list of URLs. */
    private @Nullable UrlValue urlValue;
    private final Predicate<String> tokens;
    private boolean authorized;
    private boolean refused;
    private int used;

    /** A value with URLs. */
    private record UrlValue(UrlList list, ByteArrayOutputStream excerpt) {
    }

    /**
     * Creates a reader.
     *
     * @param maxUrls number of URLs of a list to keep
     * @param tokens  accepts the valid tokens
     */
    FormReader(int maxUrls, Predicate<String> tokens) {
        this.maxUrls = maxUrls;
        this.tokens = tokens;
    }

    /** Returns all parameters; lists of URLs are truncated. */
    Map<String, List<String>> params() {
        return params;
    }

    /** Returns the complete lists of URLs. */
    Map<String, UrlList> urls() {
        return urls;
    }

    void read(InputStream form) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int escape = 0;
        int escaped = 0;
        for (int n = refused ? -1 : form.read(buffer); n >= 0; n = refused ? -1 : form.read(buffer)) {
            for (int i = 0; i < n && !refused; i++) {
                int b = buffer[i];
                if (escape > 0) {
                    escaped = escaped << 4 | Math.max(0, Character.digit(b, 16));
                    if (--escape == 0) {
                        accept((byte) escaped);
                    }
                } else if (b == '%') {
                    escape = 2;
                    escaped = 0;
                } else if (b == '&') {
                    endPair();
                } else if (b == '=' && key == null) {
                    endKey();
                } else {
                    accept(b == '+' ? (byte) ' ' : (byte) b);
                }
            }
        }
        endPair();
    }

    private void accept(byte b) {
        UrlValue open = urlValue;
        if ((open == null || !authorized) && ++used > MAX_PARAMS) {
            throw ApiException.of(413, "The parameters are too large. Send the token first, and then the URLs");
        }
        if (open == null) {
            append(b);
            return;
        }
        if (open.excerpt().size() < MAX_EXCERPT) {
            open.excerpt().write(b);
        }
        if (b <= ' ' && b >= 0) {
            endUrl(open.list());
        } else {
            append(b);
        }
    }

    private void append(byte b) {
        if (length == current.length) {
            if (length >= MAX_VALUE) {
                return;
            }
            current = Arrays.copyOf(current, length * 2);
        }
        current[length++] = b;
    }

    private String endKey() {
        String name = new String(current, 0, length, StandardCharsets.UTF_8);
        key = name;
        length = 0;
        if (URL_PARAMS.contains(name)) {
            urlValue = new UrlValue(urls.computeIfAbsent(name, k -> new UrlList(maxUrls)), new ByteArrayOutputStream());
        }
        return name;
    }

    private void endUrl(UrlList list) {
        if (length > 0) {
            list.add(current, length);
            length = 0;
        }
    }

    private void endPair() {
        String name = key == null && length > 0 ? endKey() : key;
        if (name != null) {
            UrlValue open = urlValue;
            String value;
            if (open == null) {
                value = new String(current, 0, length, StandardCharsets.UTF_8);
            } else {
                endUrl(open.list());
                value = open.excerpt().toString(StandardCharsets.UTF_8);
            }
            if (params.size() < MAX_COUNT) {
                params.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
            }
            if (name.equals("token")) {
                authorized = tokens.test(value.trim());
                refused = !authorized;
            }
        }
        key = null;
        urlValue = null;
        length = 0;
    }
}
