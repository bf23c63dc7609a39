/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.Set;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotException;

/**
 * Takes out of stack traces what only shows how calls are repeated and how HTTP works. The messages say what happened;
 * of the frames it matters who called.
 */
public final class StackTraces {

    // of a chain of causes that goes on for longer, the rest stays as it is
    private static final int MAX_DEPTH = 20;
    private static final String ROOT = StackTraces.class.getPackageName().replaceFirst("error$", "");
    private static final Set<String> INTERNAL_TYPES
            = Set.of("RetryingCall", "ApiExecutor", "RetryUntil", "ErrorTranslator", "CallExceptions", "JobResponseParser",
                    "JobDocument", "IoErrorTranslator", "Transport", "ResultStreamOpener");

    private StackTraces() {
    }

    /**
     * The exception, whose trace and those of its causes are shorter than before.
     */
    public static <T extends Throwable> T trim(T error) {
        trim(error, 0);
        return error;
    }

    private static void trim(Throwable error, int depth) {
        if (error == null || depth > MAX_DEPTH) {
            return;
        }
        StackTraceElement[] frames = error.getStackTrace();
        // of others it matters where they were thrown
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
