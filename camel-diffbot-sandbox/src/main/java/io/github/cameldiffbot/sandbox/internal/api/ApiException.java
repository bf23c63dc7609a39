/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** An error response of the API. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final @Nullable String code;

    private ApiException(int httpStatus, @Nullable String code, String message) {
        super(message);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    /** Creates an error whose code is also the HTTP status. */
    static ApiException of(int code, String message) {
        return new ApiException(code, Integer.toString(code), message);
    }

    /** Creates an error with the message of an exception. */
    static ApiException of(int code, RuntimeException cause) {
        return of(code, Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
    }

    /** Creates an error whose code is a JSON string, as Diffbot writes it for some errors. */
    static ApiException quoted(int code, String message) {
        return new ApiException(code, "\"" + code + "\"", message);
    }

    /** Creates an error without a code, as Diffbot's crawl engine writes it. */
    static ApiException bare(int httpStatus, String message) {
        return new ApiException(httpStatus, null, message);
    }

    /** Creates an error of an Extract API, which has HTTP status 200. */
    static ApiException inBody(int code, String message) {
        return new ApiException(200, Integer.toString(code), message);
    }

    int httpStatus() {
        return httpStatus;
    }

    /** Returns the error code as JSON, or null if the response has none. */
    @Nullable
    String code() {
        return code;
    }
}
