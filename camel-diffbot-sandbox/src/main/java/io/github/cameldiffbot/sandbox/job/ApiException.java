/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

/** An error as the API answers it. */
public final class ApiException extends RuntimeException {

    private final int httpStatus;
    private final String code;

    private ApiException(int httpStatus, String code, String message) {
        super(message);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    /**
     * An error with a number for its code.
     *
     * @param  code    of the error, and the HTTP status
     * @param  message what went wrong
     * @return         the error
     */
    public static ApiException of(int code, String message) {
        return new ApiException(code, Integer.toString(code), message);
    }

    /**
     * An error whose code is a number in quotes, as the service writes it for some.
     *
     * @param  code    of the error, and the HTTP status
     * @param  message what went wrong
     * @return         the error
     */
    public static ApiException quoted(int code, String message) {
        return new ApiException(code, "\"" + code + "\"", message);
    }

    /**
     * An error with nothing but a text, as the engine below the service writes it.
     *
     * @param  httpStatus of the answer
     * @param  message    what went wrong
     * @return            the error
     */
    public static ApiException bare(int httpStatus, String message) {
        return new ApiException(httpStatus, null, message);
    }

    /**
     * An error of an Extract API, which comes with HTTP 200.
     *
     * @param  code    of the error
     * @param  message what went wrong
     * @return         the error
     */
    public static ApiException inBody(int code, String message) {
        return new ApiException(200, Integer.toString(code), message);
    }

    /**
     * The status of the answer.
     *
     * @return an HTTP status
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * The error code.
     *
     * @return JSON as it goes out, or null if the answer has none
     */
    public String code() {
        return code;
    }
}
