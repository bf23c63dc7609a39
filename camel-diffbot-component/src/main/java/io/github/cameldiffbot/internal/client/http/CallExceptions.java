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
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of calls that end without a conclusive response.
 */
public final class CallExceptions {

    private CallExceptions() {
    }

    /**
     * Returns the error of a request that was sent and whose outcome is unknown.
     */
    static DiffbotOutcomeUnknownException outcomeUnknown(Call call, DiffbotException cause) {
        String action = switch (call.operation()) {
            case "create" -> "Check with operation=status whether the job exists, then decide";
            case "update" -> "Check the job, then decide: URLs that are sent twice are paid twice";
            default -> "Check the job with operation=status, then decide";
        };
        return new DiffbotOutcomeUnknownException(
                details(call, cause, "outcome unknown: the request was sent, and no response shows whether it was carried out",
                        action));
    }

    /**
     * Returns the error of a create whose job was not found.
     */
    static DiffbotUnavailableException notCreated(Call call, DiffbotException cause) {
        return new DiffbotUnavailableException(
                details(call, cause, "the response was lost, and a search by name showed that the job was not created",
                        call.canBeSent()
                                ? "Submit it again, or raise the option maxRetries"
                                : "Submit it again: it was not sent twice because the URLs can be read only once,"
                                  + " as a stream or iterator. Give a list, text or file to have that done here"));
    }

    /**
     * Returns the error of a change whose job was replaced by another one of its name.
     */
    public static DiffbotOutcomeUnknownException replaced(Call call) {
        return new DiffbotOutcomeUnknownException(
                call.errorDetails("outcome unknown: the response was lost, and meanwhile another job of this name was created,"
                                  + " which is left alone",
                        "Check the job with operation=status, then decide"));
    }

    /**
     * Returns the error of a call for which the server requests too long a pause.
     *
     * @param cause the server's error; null if another call received it
     */
    static DiffbotThrottledException pauseTooLong(Call call, @Nullable DiffbotException cause, Duration pause) {
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
     * Returns the error of a failing service that requests too long a pause.
     */
    static DiffbotUnavailableException unavailable(Call call, DiffbotException cause, Duration pause) {
        return new DiffbotUnavailableException(
                details(call, cause, "the service fails, and asks for no calls for " + pause.toSeconds()
                                     + " s, which is longer than maxRetryDelay allows to wait",
                        "Call again after that time"));
    }

    /**
     * Returns the error of a call when too many calls wait.
     */
    static DiffbotThrottledException tooManyWaiting(Call call) {
        return new DiffbotThrottledException(
                call.errorDetails("too many calls wait for their turn here; this one was not made",
                        "Raise the option maxRequestsPerSecond, or call less often"));
    }

    static DiffbotUnavailableException interrupted(Call call) {
        return new DiffbotUnavailableException(
                call.errorDetails("the thread was interrupted, probably because the route is stopping",
                        "Call again when it runs"));
    }

    private static ErrorDetails details(Call call, DiffbotException cause, String description, String action) {
        return new ErrorDetails(
                call.operation(), call.jobName(), cause.getHttpResponseCode(), cause.getErrorCode(), cause.getServerText(),
                description, action, cause);
    }
}
