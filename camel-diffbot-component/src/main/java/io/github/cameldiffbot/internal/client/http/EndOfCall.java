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
public final class EndOfCall {

    private EndOfCall() {
    }

    /**
     * A request was sent, and nothing says what became of it.
     */
    static DiffbotOutcomeUnknownException outcomeUnknown(Call call, DiffbotException cause) {
        String cure = switch (call.operation()) {
            case "create" -> "Look with operation=status whether the job is there, then decide";
            case "update" -> "Look at the job, then decide: the same URLs sent twice are paid twice";
            default -> "Look at the job's status with operation=status, then decide";
        };
        return new DiffbotOutcomeUnknownException(
                failure(call, cause, "outcome unknown: the request was sent, and no answer says whether it was carried out",
                        cure));
    }

    /**
     * The job that was to be created was not found when it was looked for.
     */
    static DiffbotUnavailableException notCreated(Call call, DiffbotException cause) {
        return new DiffbotUnavailableException(
                failure(call, cause, "the answer was lost, and a look by name showed that the job was not created",
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
                call.failure("outcome unknown: the answer was lost, and meanwhile another job of this name was created,"
                             + " which is left alone",
                        "Look at the job with operation=status, then decide"));
    }

    /**
     * The server asks for a longer pause than a call waits.
     *
     * @param answer what it said; null where that was said to another call
     */
    static DiffbotThrottledException sentAway(Call call, DiffbotException answer, Duration asked) {
        ErrorDetails failure = call.failure(
                "too many requests: Diffbot asks for no calls for " + Math.max(1, asked.toSeconds())
                                            + " s, which is longer than maxRetryDelay allows to wait",
                "Call again after that time, or call less often");
        return new DiffbotThrottledException(
                answer == null
                        ? failure
                        : failure.answered(answer.getHttpResponseCode(), answer.getErrorCode(), answer.getServerText()),
                asked);
    }

    /**
     * The service fails, and asks for a longer pause than a call waits.
     */
    static DiffbotUnavailableException unavailable(Call call, DiffbotException answer, Duration asked) {
        return new DiffbotUnavailableException(
                failure(call, answer, "the service fails, and asks for no calls for " + asked.toSeconds()
                                      + " s, which is longer than maxRetryDelay allows to wait",
                        "Call again after that time"));
    }

    /**
     * Too many calls wait already.
     */
    static DiffbotThrottledException turnTooLate(Call call) {
        return new DiffbotThrottledException(
                call.failure("too many calls wait for their turn here; this one was not made",
                        "Raise the option maxRequestsPerSecond, or call less often"));
    }

    static DiffbotUnavailableException interrupted(Call call) {
        return new DiffbotUnavailableException(
                call.failure("the thread was interrupted, as by a route that stops", "Call again when it runs"));
    }

    private static ErrorDetails failure(Call call, DiffbotException cause, String problem, String cure) {
        return new ErrorDetails(
                call.operation(), call.jobName(), cause.getHttpResponseCode(), cause.getErrorCode(), cause.getServerText(),
                problem, cure, cause);
    }
}
