/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.json.Json;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * An error of the server.
 *
 * @param status the HTTP status
 * @param code   the code in the body; 0 for none
 * @param text   its text, shortened and without the token; empty for none
 */
public record ServerError(int status, int code, String text) {

    private static final int MAX_SHOWN = 300;
    private static final int MAX_SCANNED = 16 * 1024;

    /**
     * Parses the error in an unsuccessful response of any form.
     */
    static ServerError of(int status, String body, SecretMasker mask) {
        String text = body.strip();
        if (text.startsWith("{")) {
            try {
                if (Json.parse(text) instanceof Map<?, ?> map) {
                    return of(status, map, text, mask);
                }
            } catch (Json.MalformedException e) {
                // plain text
                return new ServerError(status, 0, shorten(text, mask));
            }
        }
        return new ServerError(status, 0, shorten(text, mask));
    }

    /**
     * Returns the error in a response with a successful HTTP status; null for none.
     */
    public static @Nullable ServerError find(Map<?, ?> body, int status, SecretMasker mask) {
        boolean hasError = isText(body.get("error")) || code(body.get("errorCode")) != 0;
        boolean gateway = body.containsKey("message") && code(body.get("code")) != 0 && !body.containsKey("jobs");
        boolean engine = body.get("response") instanceof Map<?, ?> response && code(response.get("statusCode")) >= 400;
        return hasError || gateway || engine ? of(status, body, "", mask) : null;
    }

    private static ServerError of(int status, Map<?, ?> body, String raw, SecretMasker mask) {
        Map<?, ?> inner = body.get("response") instanceof Map<?, ?> response ? response : Map.of();
        int code = code(body.get("errorCode"));
        if (code == 0) {
            code = code(body.get("code"));
        }
        if (code == 0) {
            code = code(inner.get("statusCode"));
        }
        String text = Stream.of(body.get("error"), body.get("message"), inner.get("statusMsg"))
                .filter(ServerError::isText).map(Object::toString).findFirst().orElse(raw);
        return new ServerError(status, code, shorten(text, mask));
    }

    private static boolean isText(@Nullable Object value) {
        return value != null && !value.toString().isBlank();
    }

    private static int code(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        return value instanceof String text && text.strip().matches("\\d{1,9}") ? Integer.parseInt(text.strip()) : 0;
    }

    /**
     * Returns the start of a text on one line, without tags and without the token.
     */
    public static String shorten(String text, SecretMasker mask) {
        // masked before it is shortened, because a partial token would not be found
        String masked = mask.mask(text);
        String start = masked.length() > MAX_SCANNED ? masked.substring(0, MAX_SCANNED) : masked;
        String line = start.replaceAll("(?is)<(script|style)\\b.*?</\\1>", " ").replaceAll("<[^>]{0,2000}>", " ")
                .replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return Excerpt.of(line, MAX_SHOWN);
    }
}
