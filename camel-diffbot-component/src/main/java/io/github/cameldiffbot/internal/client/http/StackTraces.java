/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.Set;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotException;
import org.jspecify.annotations.Nullable;

/**
 * Removes the frames of retries and HTTP from stack traces. The frames of the caller stay.
 */
public final class StackTraces {

    // deeper causes stay unchanged
    private static final int MAX_DEPTH = 20;
    private static final String ROOT = StackTraces.class.getPackageName().replaceFirst("internal\\..*$", "");
    private static final Set<String> INTERNAL_TYPES
            = Set.of("RetryingCall", "ApiExecutor", "RetryUntil", "ErrorTranslator", "CallExceptions", "JobResponseParser",
                    "JobDocument", "IoErrorTranslator", "Transport", "ResultStreamOpener");

    private StackTraces() {
    }

    /**
     * Returns the exception after shortening its stack trace and those of its causes.
     */
    public static <T extends Throwable> T trim(T error) {
        trim(error, 0);
        return error;
    }

    private static void trim(@Nullable Throwable error, int depth) {
        if (error == null || depth > MAX_DEPTH) {
            return;
        }
        StackTraceElement[] frames = error.getStackTrace();
        // other exceptions keep the frame that threw them
        int kept = error instanceof DiffbotException ? -1 : 0;
        error.setStackTrace(IntStream.range(0, frames.length)
                .filter(i -> i == kept || !isInternal(frames[i].getClassName())).mapToObj(i -> frames[i])
                .toArray(StackTraceElement[]::new));
        trim(error.getCause(), depth + 1);
        for (Throwable suppressed : error.getSuppressed()) {
            trim(suppressed, depth + 1);
        }
    }

    private static boolean isInternal(String type) {
        if (type.startsWith(ROOT)) {
            return INTERNAL_TYPES.contains(type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", ""));
        }
        return type.startsWith("dev.failsafe.") || type.startsWith("org.apache.hc.") || type.startsWith("java.net.")
                || type.startsWith("java.io.") || type.startsWith("java.nio.") || type.startsWith("sun.")
                || type.startsWith("jdk.internal.") || type.startsWith("com.fasterxml.jackson.");
    }
}
