/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.error;

/**
 * The facts of a failure, from which an exception takes its message and its getters.
 *
 * @param operation   what was asked for, such as <code>create</code>
 * @param jobName     the job's name, or null
 * @param httpStatus  the HTTP status, or 0 without an answer
 * @param errorCode   Diffbot's error code, or 0
 * @param serverText  what the server said, shortened and without the token, or null
 * @param description what went wrong, in a clause
 * @param action      what to do about it, in a sentence
 * @param cause       what it came from, or null. Its message must not hold the token
 */
public record ErrorDetails(
        String operation, String jobName, int httpStatus, int errorCode, String serverText, String description, String action,
        Throwable cause) {

    /**
     * A failure of a call that got no answer, or that never was made.
     */
    public static ErrorDetails of(String operation, String jobName, String description, String action) {
        return new ErrorDetails(operation, jobName, 0, 0, null, description, action, null);
    }

    /**
     * The same with the HTTP status and error code of the answer and what the server said.
     */
    public ErrorDetails withResponse(int status, int code, String text) {
        return new ErrorDetails(operation, jobName, status, code, text, description, action, cause);
    }

    /**
     * The same with what it came from.
     */
    public ErrorDetails withCause(Throwable newCause) {
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
