/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

import org.jspecify.annotations.Nullable;

/**
 * The details of an error, for the message and the getters of its exception.
 *
 * @param operation   the operation, such as {@code create}
 * @param jobName     the job's name, or null
 * @param httpStatus  the HTTP status, or 0 without a response
 * @param errorCode   Diffbot's error code, or 0
 * @param serverText  the server's error text, shortened and without the token, or null
 * @param description a description of the error, as a clause
 * @param action      the action that solves it, as a sentence, or null
 * @param cause       the cause, or null. Its message must not contain the token
 */
public record ErrorDetails(
        String operation, @Nullable String jobName, int httpStatus, int errorCode, @Nullable String serverText,
        String description, @Nullable String action, @Nullable Throwable cause) {

    /**
     * Returns the details of a call without a response.
     */
    public static ErrorDetails of(String operation, @Nullable String jobName, String description, @Nullable String action) {
        return new ErrorDetails(operation, jobName, 0, 0, null, description, action, null);
    }

    /**
     * Returns these details with the HTTP status, error code and error text of the response.
     */
    public ErrorDetails withResponse(int status, int code, @Nullable String text) {
        return new ErrorDetails(operation, jobName, status, code, text, description, action, cause);
    }

    /**
     * Returns these details with a cause.
     */
    public ErrorDetails withCause(@Nullable Throwable newCause) {
        return new ErrorDetails(operation, jobName, httpStatus, errorCode, serverText, description, action, newCause);
    }

    String toMessage() {
        StringBuilder message = new StringBuilder("Diffbot ").append(operation);
        if (jobName != null) {
            message.append(" of job '").append(jobName).append('\'');
        }
        message.append(": ").append(description);
        if (httpStatus > 0) {
            message.append(" (HTTP ").append(httpStatus);
            if (serverText != null && !serverText.isBlank()) {
                message.append(": ").append(serverText);
            }
            message.append(')');
        }
        if (action != null) {
            message.append(". ").append(action);
        }
        return message.toString();
    }
}
