/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of a download whose HTTP status was a success.
 */
public final class DownloadErrors implements DiffbotBadRecordException.Factory {

    public static final int EXCERPT = 200;

    private static final int OK = 200;

    private final String operation;
    private final @Nullable String jobName;
    private final SecretByteMasker mask;

    public DownloadErrors(ResultStream stream, SecretByteMasker mask) {
        this.operation = stream.operation();
        this.jobName = stream.jobName();
        this.mask = mask;
    }

    public String operation() {
        return operation;
    }

    public @Nullable String jobName() {
        return jobName;
    }

    public SecretByteMasker mask() {
        return mask;
    }

    public DiffbotTruncatedDataException truncated(String what, long received, long offset, @Nullable Throwable cause) {
        return new DiffbotTruncatedDataException(
                ErrorDetails.of(operation, jobName,
                        "the data ended early, after " + received + " " + what + " and " + offset + " bytes",
                        "Read it again: the records read so far are valid, the others are missing")
                        .withCause(mask.mask(cause)));
    }

    public DiffbotProtocolException unexpected(String problem, @Nullable String excerpt) {
        return new DiffbotProtocolException(
                ErrorDetails.of(operation, jobName, problem, "Check which server responds at baseUrl")
                        .withResponse(OK, 0, excerpt == null ? null : shorten(excerpt)));
    }

    public DiffbotProtocolException unreadable(String what, Throwable cause) {
        Throwable first = cause.getCause() == null ? cause : cause.getCause();
        String reason = first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
        return new DiffbotProtocolException(
                ErrorDetails.of(operation, jobName, what + " cannot be read (" + shorten(reason) + ")",
                        "Set raw to true to get the bytes as they are sent")
                        .withCause(mask.mask(cause)));
    }

    @Override
    public DiffbotBadRecordException badRecord(
            Reason reason, long number, long offset, @Nullable String detail,
            @Nullable Throwable cause) {
        StringBuilder problem = new StringBuilder("record ").append(number).append(" at byte ").append(offset)
                .append(" is bad: ").append(reason.text());
        if (detail != null) {
            problem.append(" (").append(shorten(detail)).append(')');
        }
        return new DiffbotBadRecordException(
                ErrorDetails.of(operation, jobName, problem.toString(),
                        "Set onBadRecord to skip to read the others")
                        .withCause(mask.mask(cause)),
                reason, number, offset);
    }

    DiffbotException refused(int code, @Nullable String text) {
        return ErrorTranslator.ofDownload(operation, jobName, code, text == null ? "" : shorten(text));
    }

    // masked before it is shortened: a partial token would not be found
    String shorten(String text) {
        String masked = mask.mask(text).strip();
        return masked.length() > EXCERPT ? masked.substring(0, EXCERPT) + "…" : masked;
    }
}
