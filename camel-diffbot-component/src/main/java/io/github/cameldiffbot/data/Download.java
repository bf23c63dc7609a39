/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import io.github.cameldiffbot.client.DiffbotBadRecordException;
import io.github.cameldiffbot.client.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.DiffbotProtocolException;
import io.github.cameldiffbot.client.DiffbotTruncatedDataException;
import io.github.cameldiffbot.client.Failure;
import io.github.cameldiffbot.client.Refusals;
import io.github.cameldiffbot.client.ResultStream;

/**
 * What a download is about, for the texts of its failures. The stream's own status was a success, else there would be
 * no stream.
 */
final class Download implements RecordErrors {

    static final int EXCERPT = 200;

    private static final int OK = 200;

    private final String operation;
    private final String jobName;
    private final TokenEraser mask;

    Download(ResultStream stream, TokenEraser mask) {
        this.operation = stream.operation();
        this.jobName = stream.jobName();
        this.mask = mask;
    }

    String operation() {
        return operation;
    }

    String jobName() {
        return jobName;
    }

    TokenEraser mask() {
        return mask;
    }

    DiffbotTruncatedDataException truncated(String what, long received, long offset, Throwable cause) {
        return new DiffbotTruncatedDataException(
                Failure.of(operation, jobName,
                        "the data ended early, after " + received + " " + what + " and " + offset + " bytes",
                        "Read it again: what was read so far is valid, the rest is missing")
                        .causedBy(mask.mask(cause)));
    }

    DiffbotProtocolException unexpected(String problem, String excerpt) {
        return new DiffbotProtocolException(
                Failure.of(operation, jobName, problem, "Look at what answers under baseUrl")
                        .answered(OK, 0, shorten(excerpt)));
    }

    DiffbotProtocolException unreadable(String what, Throwable cause) {
        Throwable first = cause.getCause() == null ? cause : cause.getCause();
        return new DiffbotProtocolException(
                Failure.of(operation, jobName, what + " cannot be read (" + shorten(first.getMessage()) + ")",
                        "Set raw to true to get the bytes as they are sent")
                        .causedBy(mask.mask(cause)));
    }

    @Override
    public DiffbotBadRecordException badRecord(Reason reason, long number, long offset, String detail, Throwable cause) {
        StringBuilder problem = new StringBuilder("record ").append(number).append(" at byte ").append(offset)
                .append(" is bad: ").append(reason.text());
        if (detail != null) {
            problem.append(" (").append(shorten(detail)).append(')');
        }
        return new DiffbotBadRecordException(
                Failure.of(operation, jobName, problem.toString(),
                        "Set onBadRecord to skip to read the others")
                        .causedBy(mask.mask(cause)),
                reason, number, offset);
    }

    DiffbotException refused(int code, String text) {
        return Refusals.inDownload(operation, jobName, code, text == null ? "" : shorten(text));
    }

    // masked first: half a token at the cut would not be found
    String shorten(String text) {
        if (text == null) {
            return null;
        }
        String masked = mask.mask(text).strip();
        return masked.length() > EXCERPT ? masked.substring(0, EXCERPT) + "…" : masked;
    }
}
