/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Instant;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.http.CallError;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Describes an error in the result of a health check by texts. With the exception itself, Spring Boot would show its
 * stack trace to everyone who sees the details.
 */
public final class HealthFailure {

    /**
     * The detail with the text of the error, which includes the action that solves it.
     */
    public static final String MESSAGE = "error.message";

    /**
     * The detail with the kind of error, such as {@code unauthorized}.
     */
    public static final String KIND = "error.kind";

    /**
     * The detail with the time of the first failure after the last success.
     */
    public static final String SINCE = "failing.since";

    private static final int MAX_LENGTH = 1_000;

    private HealthFailure() {
    }

    /**
     * Makes a result that is down for an error.
     *
     * @param what  a description without the error
     * @param since the time of the first failure after the last success; null if unknown
     */
    public static void report(HealthCheckResultBuilder builder, String what, Throwable error, @Nullable Instant since) {
        String kind = error instanceof DiffbotException e ? CallError.kind(e) : error.getClass().getSimpleName();
        String message = error.getMessage() == null ? kind : plain(error.getMessage());
        builder.down().message(plain(what) + ": " + message).detail(KIND, kind).detail(MESSAGE, message);
        if (since != null) {
            builder.detail(SINCE, since.toString());
        }
    }

    // the HTTP server of Camel Main writes texts into JSON as they are
    private static String plain(String text) {
        return Excerpt.of(text, MAX_LENGTH).replace('"', '\'').replace('\\', '/');
    }
}
