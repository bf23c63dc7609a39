/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import io.github.cameldiffbot.internal.json.KeyHash;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a job as they are sent: in order, with repeated names.
 */
public final class FormParameters {

    // parameters that the client sends itself, or that are not settings
    private static final Set<String> RESERVED = Set.of("token", "name", "urls", "spots", "seeds", "pause", "pausecrawl",
            "restart", "reset", "delete", "roundstart");

    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    /**
     * Returns the name of a job. A call without a name would apply to all jobs.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String requireName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "A job's name is needed: a call without one would apply to all jobs");
        }
        return name;
    }

    /**
     * Adds a parameter. Booleans become 1 and 0, numbers are written without an exponent; null is ignored.
     *
     * @throws IllegalArgumentException if the name is empty or belongs to a parameter that is not a setting, such as
     *                                  {@code token} or {@code delete}
     */
    public FormParameters add(@Nullable String name, @Nullable Object value) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A setting needs a name");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a setting of a job. The token, the job's name, its URLs and the operation"
                                               + " have options and headers of their own");
        }
        return put(name, value);
    }

    public FormParameters put(String name, @Nullable Object value) {
        if (value != null) {
            parameters.add(Map.entry(name, text(value)));
        }
        return this;
    }

    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    /**
     * Returns the values by name, in the order of addition.
     */
    public Map<String, List<String>> asMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        forEach((name, value) -> map.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        return Collections.unmodifiableMap(map);
    }

    /**
     * Returns the parameters encoded for a query or form. A space becomes %20, which means a space in both.
     */
    public String encoded() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> {
            text.append(text.isEmpty() ? "" : "&");
            PercentCodec.RFC3986.encode(text, name);
            text.append('=');
            PercentCodec.RFC3986.encode(text, value);
        });
        return text.toString();
    }

    public void forEach(BiConsumer<String, String> action) {
        parameters.forEach(parameter -> action.accept(parameter.getKey(), parameter.getValue()));
    }

    /**
     * Returns a digest of settings and URLs. Content is compared without storing it, because it can be large and
     * contain secrets.
     *
     * @param settings may be null
     * @param urls     the digest of the URLs; null without URLs
     */
    static String digest(@Nullable FormParameters settings, byte @Nullable [] urls) {
        MessageDigest digest = KeyHash.sha256();
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

    private static String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("A setting must be a finite number, not " + number);
            }
            return plain(new BigDecimal(value.toString()));
        }
        return value instanceof BigDecimal number ? plain(number) : value.toString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        // names only: a value may be a password, as in customHeaders
        return asMap().keySet().toString();
    }
}
