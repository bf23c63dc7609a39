/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotInvalidJobNameException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotTooManyJobsException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.retry.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Translates errors to exceptions: by their text, then by the code in the body, then by the HTTP status. The text comes
 * first, because Diffbot uses status 500 for a missing job, and 505 for two different errors.
 */
public final class ErrorTranslator {

    static final int MAX_BODY = 64 * 1024;
    private static final int OK = 200;
    private static final String SLOW_DOWN
            = "Lower the option maxRequestsPerSecond, or raise maxRetries and maxRetryDelay";
    // Diffbot sends these with the status of a throttle, but they do not disappear by themselves
    private static final List<String> OUT_OF_CREDITS
            = List.of("quota exceeded", "insufficient credit", "not enough credits", "out of credits");

    private ErrorTranslator() {
    }

    /**
     * Translates an error in a download, which has a successful HTTP status.
     *
     * @param  operation the operation
     * @param  jobName   the name of the job, or null
     * @param  code      Diffbot's code of the error, or 0
     * @param  text      the text of the error, without the token
     * @return           the exception
     */
    public static DiffbotException ofDownload(String operation, @Nullable String jobName, int code, String text) {
        Call call = Call.download(operation, jobName, "", new FormParameters(), Duration.ZERO);
        return translate(call, new ServerError(OK, code, text));
    }

    public static ErrorResponse of(Call call, ApiResponse response) {
        return of(call, response, ServerError.of(response.status(), response.excerpt(MAX_BODY), response.mask()));
    }

    public static ErrorResponse of(Call call, ApiResponse response, ServerError error) {
        return new ErrorResponse(translate(call, error), RetryAfter.parse(response.header("Retry-After"), Instant.now()));
    }

    static DiffbotException translate(Call call, ServerError error) {
        DiffbotException translated = byText(call, error, error.text().toLowerCase(Locale.ROOT));
        if (translated == null && error.code() != 0) {
            translated = byCode(call, error, error.code());
        }
        if (translated == null) {
            translated = byCode(call, error, error.status());
        }
        if (translated == null && error.status() >= 200 && error.status() < 300) {
            return rejected(call, error, "the request is refused", "Correct what the server complains about");
        }
        return translated == null
                ? new DiffbotProtocolException(
                        details(call, error, "the response has an undocumented form", "Check the option baseUrl"))
                : translated;
    }

    private static @Nullable DiffbotException byText(Call call, ServerError error, String text) {
        if (OUT_OF_CREDITS.stream().anyMatch(text::contains)) {
            return outOfCredits(call, error);
        }
        if (text.contains("too many requests")) {
            return throttled(call, error);
        }
        if (text.contains("no collection record") || text.contains("token or id (crawlid) invalid")
                || text.contains("missing seeds or urls") && !call.operation().equals("create")) {
            return new DiffbotNoSuchJobException(
                    details(call, error, "there is no such job",
                            "Check the job's name and type; Diffbot also removes jobs some days after they ended"));
        }
        if (text.contains("not authorized") || text.contains("invalid token") || text.contains("token is over")) {
            return unauthorized(call, error);
        }
        if (text.contains("too many collections")) {
            return new DiffbotTooManyJobsException(
                    details(call, error, "the token has as many jobs as it may have, finished ones included",
                            "Delete some with operation=delete, or let a consumer do so with deleteAfterCompletion=true"));
        }
        if (text.contains("names can consist only") || text.contains("name is over")) {
            return new DiffbotInvalidJobNameException(
                    details(call, error, "the job's name is refused",
                            "Give 1 to 30 letters, digits, _ and - as jobName or in the header CamelDiffbotJobName"));
        }
        if (text.contains("type mismatch")) {
            return new DiffbotJobExistsException(
                    details(call, error, "a job of the other type has this name",
                            "Use the other jobType, or another jobName"));
        }
        return rejectedByText(call, error, text);
    }

    private static @Nullable DiffbotException rejectedByText(Call call, ServerError error, String text) {
        if (text.contains("no urls found") || text.contains("missing seeds or urls")) {
            return rejected(call, error, "no usable URL was found in what was sent",
                    "Give full URLs in the body or in the header CamelDiffbotUrls");
        }
        if (text.contains("invalid regular expression")) {
            return rejected(call, error, "a regular expression is not valid",
                    "Correct the option urlCrawlRegEx or urlProcessRegEx, then check whether the job exists: it may have been created");
        }
        return null;
    }

    private static @Nullable DiffbotException byCode(Call call, ServerError error, int code) {
        if (code == 401 || code == 403) {
            return unauthorized(call, error);
        }
        if (code == 402) {
            return outOfCredits(call, error);
        }
        if (code == 429) {
            return throttled(call, error);
        }
        if (IoErrorTranslator.isStillProcessing(code)) {
            return unavailable(call, error, "the request was given up before its response");
        }
        if (code == 457) {
            return rejected(call, error, "the API to extract with is refused", "Correct the option apiUrl");
        }
        if (code >= 400 && code < 500) {
            return rejected(call, error, "the request is refused", switch (code) {
                case 404 -> "Check the option baseUrl";
                case 407 -> "Give the proxy's credentials to Camel's http component";
                case 413 -> "Submit the URLs in several updates";
                default -> "Correct what the server complains about";
            });
        }
        return code >= 500 && code < 600 ? unavailable(call, error, "the service fails") : null;
    }

    private static DiffbotException unavailable(Call call, ServerError error, String description) {
        return new DiffbotUnavailableException(
                details(call, error, description, "Try again later, or raise the options maxRetries and maxRetryDelay"));
    }

    private static DiffbotException unauthorized(Call call, ServerError error) {
        return new DiffbotUnauthorizedException(
                details(call, error, "the token is refused", "Set the option token to a token that is valid for this job"));
    }

    private static DiffbotException outOfCredits(Call call, ServerError error) {
        return new DiffbotOutOfCreditsException(
                details(call, error, "the token has no credits left",
                        "Buy credits or wait for the next period of the plan. Jobs can still be read, paused and deleted"));
    }

    private static DiffbotException throttled(Call call, ServerError error) {
        return new DiffbotThrottledException(details(call, error, "too many requests", SLOW_DOWN));
    }

    private static DiffbotException rejected(Call call, ServerError error, String description, String action) {
        return new DiffbotRejectedException(details(call, error, description, action));
    }

    private static ErrorDetails details(Call call, ServerError error, String description, String action) {
        return call.errorDetails(description, action).withResponse(error.status(), error.code(),
                call.quote(error.text()));
    }
}
