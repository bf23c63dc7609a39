/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.Set;

import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * The members of an error in a response with status 200, in any of Diffbot's forms.
 */
public final class ErrorBody {

    private static final Set<String> NAMES = Set.of("error", "errorCode", "code", "message");

    private @Nullable String error;
    private @Nullable String message;
    private @Nullable String errorCode;
    private @Nullable String code;

    public static boolean isMember(String name) {
        return NAMES.contains(name);
    }

    public void put(String name, @Nullable String value) {
        switch (name) {
            case "error" -> error = value;
            case "message" -> message = value;
            case "errorCode" -> errorCode = value;
            default -> code = value;
        }
    }

    /**
     * Returns whether the members are an error. {@code message} and {@code code} count only together, because each
     * alone may occur in other objects.
     */
    public boolean isError() {
        return error != null || errorCode != null || code != null && message != null;
    }

    public @Nullable String text() {
        return error != null ? error : message;
    }

    public DiffbotException toException(DownloadErrors download) {
        return download.refused(number(errorCode != null ? errorCode : code), text());
    }

    private static int number(@Nullable String code) {
        try {
            return code == null ? 0 : Integer.parseInt(code.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
