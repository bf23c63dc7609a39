/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;

/**
 * Makes the exceptions of calls that end without an answer that decides.
 */
public final class CallExceptions {

    private CallExceptions() {
    }

    /**
     * A request was sent, and nothing says what became of it.
     */
    static DiffbotOutcomeUnknownException outcomeUnknown(Call call, DiffbotException cause) {
        String action = switch (call.operation()) {
            case "create" -> "Look with operation=status whether the job is there, then decide";
            case "update" -> "Look at the job, then decide: the same URLs sent twice are paid twice";
            default -> "Look at the job's status with operation=status, then decide";
        };
        return new DiffbotOutcomeUnknownException(
                details(call, cause, "outcome unknown: the request was sent, and no answer says whether it was carried out",
                        action));
    }

    /**
     * The job that was to be created was not found when it was looked for.
     */
    static DiffbotUnavailableException notCreated(Call call, DiffbotException cause) {
        return new DiffbotUnavailableException(
                details(call, cause, "the answer was lost, and a look by name showed that the job was not created",
                        call.canBeSent()
                                ? "Submit it again, or raise the option maxRetries"
                                : "Submit it again: it was not sent twice because the URLs can be read only once,"
                                  + " as a stream or iterator. Give a list, text or file to have that done here"));
    }

    /**
     * The job to be changed was replaced by another one of its name while the change was on its way.
     */
    public static DiffbotOutcomeUnknownException replaced(Call call) {
        return new DiffbotOutcomeUnknownException(
                call.errorDetails("outcome unknown: the answer was lost, and meanwhile another job of this name was created,"
                                  + " which is left alone",
                        "Look at the job with operation=status, then decide"));
    }

    /**
     * The server asks for a longer pause than a call waits.
     *
     * @param cause what it said; null where that was said to another call
     */
    static DiffbotThrottledException pauseTooLong(Call call, DiffbotException cause, Duration pause) {
        ErrorDetails details = call.errorDetails(
                "too many requests: Diffbot asks for no calls for " + Math.max(1, pause.toSeconds())
                                                 + " s, which is longer than maxRetryDelay allows to wait",
                "Call again after that time, or call less often");
        return new DiffbotThrottledException(
                cause == null
                        ? details
                        : details.withResponse(cause.getHttpResponseCode(), cause.getErrorCode(), cause.getServerText()),
                pause);
    }

    /**
     * The service fails, and asks for a longer pause than a call waits.
     */
    static DiffbotUnavailableException unavailable(Call call, DiffbotException cause, Duration pause) {
        return new DiffbotUnavailableException(
                details(call, cause, "the service fails, and asks for no calls for " + pause.toSeconds()
                                     + " s, which is longer than maxRetryDelay allows to wait",
                        "Call again after that time"));
    }

    /**
     * Too many calls wait already.
     */
    static DiffbotThrottledException tooManyWaiting(Call call) {
        return new DiffbotThrottledException(
                call.errorDetails("too many calls wait for their turn here; this one was not made",
                        "Raise the option maxRequestsPerSecond, or call less often"));
    }

    static DiffbotUnavailableException interrupted(Call call) {
        return new DiffbotUnavailableException(
                call.errorDetails("the thread was interrupted, as by a route that stops", "Call again when it runs"));
    }

    private static ErrorDetails details(Call call, DiffbotException cause, String description, String action) {
        return new ErrorDetails(
                call.operation(), call.jobName(), cause.getHttpResponseCode(), cause.getErrorCode(), cause.getServerText(),
                description, action, cause);
    }
}
