/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.util.Locale;
import java.util.Set;

import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.DiffbotNoSuchJobException;
import io.github.cameldiffbot.client.DiffbotRejectedException;
import io.github.cameldiffbot.client.DiffbotThrottledException;
import io.github.cameldiffbot.client.DiffbotUnauthorizedException;

/**
 * The members by which an answer of status 200 says that it is an error, in any of the forms that Diffbot uses.
 */
final class ErrorBody {

    private static final Set<String> NAMES = Set.of("error", "errorCode", "code", "message");

    private String error;
    private String message;
    private String errorCode;
    private String code;

    static boolean isMember(String name) {
        return NAMES.contains(name);
    }

    void put(String name, String value) {
        switch (name) {
            case "error" -> error = value;
            case "message" -> message = value;
            case "errorCode" -> errorCode = value;
            default -> code = value;
        }
    }

    /**
     * <code>message</code> and <code>code</code> are an error only together: as single words they could be members of
     * anything.
     */
    boolean isError() {
        return error != null || errorCode != null || code != null && message != null;
    }

    String text() {
        return error != null ? error : message;
    }

    DiffbotException toException(Download download) {
        int number = number(errorCode != null ? errorCode : code);
        String text = text();
        String words = text == null ? "" : text.toLowerCase(Locale.ROOT);
        if (words.contains("no collection record")) {
            return new DiffbotNoSuchJobException(
                    download.refused(number, text, "there is no such job", "Check its name and the token"));
        }
        if (number == 401 || number == 403 || words.contains("not authorized")) {
            return new DiffbotUnauthorizedException(
                    download.refused(number, text, "the token was refused", "Set token"));
        }
        if (number == 429 || words.contains("too many requests")) {
            return new DiffbotThrottledException(
                    download.refused(number, text, "there were too many requests", "Try again later"));
        }
        return new DiffbotRejectedException(download.refused(number, text, "it was refused", null));
    }

    private static int number(String code) {
        try {
            return code == null ? 0 : Integer.parseInt(code.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
